/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two steps, compile and link, each a child under supervision: a source is as little to be trusted
 * as the program made of it (it may include /dev/zero), so the compiler has limits and a budget.
 *
 * Always two, though one would do without hooks: with hooks the compiler has to put them in, and
 * the linker must not bring the sanitizer that they belong to.
 *
 * Paths are given as typed and the folder is not changed, so the messages, and what a failed
 * assertion prints, speak of the file as the user does.
 */
#include "core/build/build.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/build/buildcache.h"
#include "core/build/compiler.h"
#include "core/process/child.h"

#define BUDGET_S       30.0
#define SOURCE_LIMIT   (16u << 20)
#define DEPS_LIMIT     (16u << 20)
#define MESSAGES_LIMIT (64u << 10)

/* Changes when programs are linked or kept in another way than before. */
#define RECIPE "1"

enum step { COMPILE, LINK, OVER };

struct build {
    enum step step;
    char *source; /* as the compiler is told */
    char **more;  /* the other files of the program, ended by a NULL; NULL: there are none */
    size_t at;    /* of these and the source: the one that is being compiled; 0 the source */
    char *name, *probe, *work, *program;
    char key1[HASH_NAME_SIZE];
    struct hash source_hash;
    struct timespec began;
    bool has_hooks, is_stopped, has_failed;
    struct compiler compiler;
    struct buildcache cache;
    struct child *child;
    int status; /* wait status of the compiler */
    int epoll, timer;
    double budget_s;
    struct text messages;
    size_t cut; /* bytes of messages that were not kept */
    struct err err;
};

/* --- what is to be built ---------------------------------------------------------------------- */

static int check_name(const char *path, struct err *err)
{
    static const char *const cpp[] = {".cc", ".cpp", ".cxx", ".c++", ".C", ".hpp", ".hh"};
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    const char *dot = strrchr(base, '.');
    for (size_t i = 0; dot && i < sizeof(cpp) / sizeof(*cpp); i++)
        if (strcmp(dot, cpp[i]) == 0)
            return err_set(err, STATUS_USAGE,
                           _("'%s' is C++; only C programs (.c) can be built here"), path);
    if (dot == NULL || strcmp(dot, ".c") != 0)
        return err_set(err, STATUS_USAGE, _("'%s' is not a C file: its name does not end in .c"),
                       path);
    return 0;
}

static int check_source(const char *path, struct text *text, struct err *err)
{
    struct stat file;
    if (stat(path, &file) < 0) {
        (void)err_sys(err, _("cannot open '%s'"), path);
        err->status = STATUS_USAGE;
        return -1;
    }
    if (S_ISDIR(file.st_mode))
        return err_set(err, STATUS_USAGE, _("'%s' is a directory, not a C file"), path);
    if (!S_ISREG(file.st_mode))
        return err_set(err, STATUS_USAGE, _("'%s' is not a regular file"), path);
    if (check_name(path, err) < 0)
        return -1;
    if (file_read(path, SOURCE_LIMIT, text, err) == 0)
        return 0;
    err->status = STATUS_USAGE;
    return -1;
}

static char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    size_t n = strlen(base) - strlen(".c");
    return n > 0 ? xstrndup(base, n) : xstrdup("program");
}

static char *path_of(const char *source)
{
    return source[0] == '-' ? xasprintf("./%s", source) : xstrdup(source);
}

static size_t count_more(const struct build *build)
{
    size_t n = 0;
    while (build->more && build->more[n])
        n++;
    return n;
}

/* The file at hand. */
static const char *source_of(const struct build *build)
{
    return build->at == 0 ? build->source : build->more[build->at - 1];
}

/* --- steps ------------------------------------------------------------------------------------ */

static char *deps_of(const struct build *build)
{
    return xasprintf("%s/deps", build->work);
}

static char *object_of(const struct build *build, size_t i)
{
    return i == 0 ? xasprintf("%s/%s.o", build->work, build->name)
                  : xasprintf("%s/%zu.o", build->work, i);
}

/* What the other files were made of is listed behind what the source was. */
static char *deps_now(const struct build *build)
{
    return build->at == 0 ? deps_of(build) : xasprintf("%s/deps-more", build->work);
}

static int join_deps(const struct build *build, struct err *err)
{
    if (build->at == 0)
        return 0;
    char *all = deps_of(build), *these = deps_now(build);
    struct text text = {0};
    int result = file_read(these, DEPS_LIMIT, &text, err);
    const char *colon = strchr(text_get(&text), ':'), *inputs = colon ? colon + 1 : "";
    FILE *file = result == 0 ? fopen(all, "ae") : NULL;
    if (result == 0 && (!file || fputs(inputs, file) < 0))
        result = err_sys(err, _("cannot write '%s'"), all);
    if (file && fclose(file) != 0 && result == 0)
        result = err_sys(err, _("cannot write '%s'"), all);
    text_release(&text);
    free(all);
    free(these);
    return result;
}

static char **link_line(const struct build *build, const char *program)
{
    size_t n = count_more(build) + 1;
    char **objects = xcalloc(n + 1, sizeof(*objects));
    for (size_t i = 0; i < n; i++)
        objects[i] = object_of(build, i);
    char **line =
        compiler_to_program(&build->compiler, (const char *const *)objects, build->probe, program);
    for (size_t i = 0; i < n; i++)
        free(objects[i]);
    free(objects);
    return line;
}

static int start_step(struct build *build)
{
    char *object = object_of(build, build->at);
    char *program = xasprintf("%s/out/bin/%s", build->work, build->name);
    char *deps = deps_now(build);
    char **argv = build->step == COMPILE ? compiler_to_object(&build->compiler, source_of(build),
                                                              build->has_hooks, object, deps)
                                         : link_line(build, program);
    char *tmpdir = xasprintf("TMPDIR=%s/tmp", build->work);
    const char *env[] = {tmpdir, NULL};
    struct child_spec spec = {
        .argv = (const char *const *)argv,
        .extra_env = env,
        .limits = {.data_bytes = 2ull << 30,
                   .resident_bytes = 1ull << 30,
                   .file_bytes = 256ull << 20,
                   .cpu_s = (unsigned)build->budget_s + 1,
                   .processes = 64,
                   .linger_ms = 100},
        .merge_output = true,
    };
    build->status = -1;
    build->child = child_start(&spec, &build->err);
    free(object);
    free(program);
    free(deps);
    free(tmpdir);
    compiler_line_free(argv);
    if (build->child == NULL)
        return -1;
    struct epoll_event event = {.events = EPOLLIN};
    if (epoll_ctl(build->epoll, EPOLL_CTL_ADD, child_fd(build->child), &event) < 0)
        return err_sys(&build->err, _("cannot wait for the compiler"));
    return 0;
}

static void finish(struct build *build)
{
    build->step = OVER;
    child_free(build->child);
    build->child = NULL;
    if (build->program != NULL || build->work == NULL)
        return;
    remove_tree(build->work);
    free(build->work);
    build->work = NULL;
}

/* The linker speaks of files that the user has never seen by long paths: their names do. */
static void shorten_paths(struct build *build)
{
    if (build->messages.size == 0)
        return;
    struct text out = {0};
    char *prefix = xasprintf("%s/", build->work);
    size_t n = strlen(prefix);
    const char *p = text_get(&build->messages);
    for (const char *hit; (hit = strstr(p, prefix)) != NULL; p = hit + n)
        text_put_bytes(&out, p, (size_t)(hit - p));
    text_put(&out, p);
    free(prefix);
    text_release(&build->messages);
    build->messages = out;
}

static void keep_program(struct build *build)
{
    char *deps = deps_of(build);
    struct buildcache_entry entry = {
        .key1 = build->key1,
        .name = build->name,
        .source = build->source,
        .source_hash = build->source_hash,
        .deps = deps,
        .began = build->began,
        .messages = text_get(&build->messages),
    };
    build->program = buildcache_keep(&build->cache, build->work, &entry);
    free(deps);
    if (strncmp(build->program, build->work, strlen(build->work)) == 0)
        return; /* it still lives in the work folder, which build_free() removes */
    remove_tree(build->work);
    free(build->work);
    build->work = NULL;
}

static void fail(struct build *build)
{
    const char *compiler = build->compiler.words[0];
    int status = build->status;
    int error = child_exec_error(build->child);
    enum child_reason reason = child_reason(build->child);
    build->has_failed = true;
    if (error != 0) {
        errno = error;
        (void)err_sys(&build->err, _("cannot run the compiler '%s'"), compiler);
        build->err.status = STATUS_CANNOT;
    } else if (build->is_stopped ||
               (status != -1 && WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)) {
        (void)err_set(&build->err, STATUS_USAGE,
                      _("'%s' takes the compiler more than %g seconds; it was ended"),
                      source_of(build), build->budget_s);
    } else if (reason == CHILD_MEMORY || reason == CHILD_PROCESSES) {
        (void)err_set(&build->err, STATUS_USAGE,
                      _("'%s' takes the compiler more memory than it may have; it was ended"),
                      source_of(build));
    } else if (status != -1 && WIFSIGNALED(status)) {
        (void)err_set(&build->err, STATUS_FAILED, _("the compiler '%s' was killed: %s"), compiler,
                      strsignal(WTERMSIG(status)));
    } else {
        (void)err_set(&build->err, STATUS_USAGE, _("'%s' does not compile"), source_of(build));
    }
}

static void finish_step(struct build *build)
{
    bool is_good = build->status == 0 && !build->is_stopped && child_exec_error(build->child) == 0;
    if (!is_good)
        fail(build);
    if (!is_good || build->step == LINK) {
        shorten_paths(build);
        if (build->cut > 0)
            text_add(&build->messages, _("\n... and %zu more bytes of messages\n"), build->cut);
        if (is_good)
            keep_program(build);
        finish(build);
        return;
    }
    child_free(build->child);
    build->child = NULL;
    bool is_last = build->at == count_more(build);
    bool is_joined = join_deps(build, &build->err) == 0;
    build->at = is_last ? 0 : build->at + 1;
    build->step = is_last ? LINK : COMPILE;
    if (!is_joined || start_step(build) < 0) {
        build->has_failed = true;
        finish(build);
    }
}

static void take_output(struct build *build)
{
    char bytes[4096];
    size_t n;
    while ((n = child_read(build->child, bytes, sizeof(bytes))) > 0) {
        size_t room = MESSAGES_LIMIT - build->messages.size, kept = n < room ? n : room;
        /* Text for a terminal: no bytes in it that end a string. */
        for (size_t i = 0; i < kept; i++)
            if (bytes[i] == '\0')
                bytes[i] = '?';
        text_put_bytes(&build->messages, bytes, kept);
        build->cut += n - kept;
    }
}

void build_turn(struct build *build)
{
    if (build->step == OVER)
        return;
    uint64_t times;
    if (read(build->timer, &times, sizeof(times)) > 0 && !build->is_stopped) {
        build->is_stopped = true;
        child_end(build->child);
    }
    child_turn(build->child);
    take_output(build);
    struct child_death death;
    while (child_next_death(build->child, &death))
        if (death.pid == child_pid(build->child))
            build->status = death.status;
    if (child_state(build->child) == CHILD_OVER)
        finish_step(build);
}

/* --- from outside ----------------------------------------------------------------------------- */

static void make_key(struct build *build, const struct text *text)
{
    struct hash hash;
    hash_start(&build->source_hash);
    hash_bytes(&build->source_hash, text_get(text), text->size);
    hash_start(&hash);
    hash_string(&hash, RECIPE);
    compiler_hash(&build->compiler, &hash);
    char **line = compiler_to_object(&build->compiler, build->source, build->has_hooks, "", "");
    for (size_t i = 0; line[i]; i++)
        hash_string(&hash, line[i]);
    compiler_line_free(line);
    /* The program knows where its source is: in __FILE__ and in its debug information. */
    char *here = getcwd(NULL, 0);
    hash_string(&hash, here ? here : "");
    free(here);
    hash_bytes(&hash, &build->source_hash, sizeof(build->source_hash));
    for (size_t i = 0; i < count_more(build); i++)
        hash_string(&hash, build->more[i]);
    struct stat file;
    if (build->has_hooks && stat(build->probe, &file) == 0) {
        hash_string(&hash, build->probe);
        hash_number(&hash, (uint64_t)file.st_size);
        hash_number(&hash, (uint64_t)file.st_mtim.tv_sec);
        hash_number(&hash, (uint64_t)file.st_mtim.tv_nsec);
    }
    hash_name(&hash, build->key1);
}

static int open_clock(struct build *build, struct err *err)
{
    build->epoll = epoll_create1(EPOLL_CLOEXEC);
    build->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    time_t seconds = (time_t)build->budget_s;
    struct itimerspec budget = {
        .it_value = {.tv_sec = seconds,
                     .tv_nsec = 1 + (long)((build->budget_s - (double)seconds) * 999999998)}};
    struct epoll_event event = {.events = EPOLLIN};
    if (build->epoll < 0 || build->timer < 0 ||
        timerfd_settime(build->timer, 0, &budget, NULL) < 0 ||
        epoll_ctl(build->epoll, EPOLL_CTL_ADD, build->timer, &event) < 0)
        return err_sys(err, _("cannot wait for the compiler"));
    return 0;
}

static int take_more(struct build *build, const char *const *more, struct err *err)
{
    size_t n = 0;
    while (more && more[n])
        n++;
    build->more = n > 0 ? xcalloc(n + 1, sizeof(*build->more)) : NULL;
    for (size_t i = 0; i < n; i++) {
        struct text text = {0}; /* the compiler reads it, and lists it */
        int result = check_source(more[i], &text, err);
        text_release(&text);
        if (result < 0)
            return -1;
        build->more[i] = path_of(more[i]);
    }
    return 0;
}

/* Everything up to the first step. -1 with err. */
static int prepare(struct build *build, const struct build_spec *spec, struct err *err)
{
    struct text text = {0};
    int result = take_more(build, spec->more, err);
    if (result == 0)
        result = check_source(spec->source, &text, err);
    if (result == 0)
        result = compiler_find(&build->compiler, spec->compiler, err);
    if (result == 0 && spec->has_hooks && (spec->probe == NULL || access(spec->probe, R_OK) < 0))
        result =
            err_sys(err, _("cannot open the probe library '%s'"), spec->probe ? spec->probe : "");
    if (result == 0) {
        build->has_hooks = spec->has_hooks;
        /* The program finds it by this path from wherever it is run. */
        build->probe = spec->has_hooks ? realpath(spec->probe, NULL) : NULL;
        build->source = path_of(spec->source);
        build->name = name_of(spec->source);
        make_key(build, &text);
        result = buildcache_open(&build->cache, spec->cache, err);
    }
    text_release(&text);
    return result;
}

struct build *build_start(const struct build_spec *spec, struct err *err)
{
    struct build *build = xcalloc(1, sizeof(*build));
    build->epoll = build->timer = -1;
    build->budget_s = spec->budget_s > 0 && spec->budget_s < 86400 ? spec->budget_s : BUDGET_S;
    if (prepare(build, spec, err) < 0)
        goto failed;
    buildcache_sweep(&build->cache);
    build->program = buildcache_find(&build->cache, build->key1, build->name, &build->messages);
    if (build->program) {
        build->step = OVER;
        return build;
    }
    if (open_clock(build, err) < 0)
        goto failed;
    build->work = buildcache_work(&build->cache, err);
    if (build->work == NULL)
        goto failed;
    (void)clock_gettime(CLOCK_REALTIME, &build->began); /* cannot fail with this clock */
    if (start_step(build) == 0)
        return build;
    *err = build->err;
failed:
    build_free(build);
    return NULL;
}

void build_free(struct build *build)
{
    if (build == NULL)
        return;
    child_free(build->child);
    if (build->work)
        remove_tree(build->work);
    buildcache_close(&build->cache);
    compiler_release(&build->compiler);
    if (build->epoll >= 0)
        (void)close(build->epoll); /* nothing was written */
    if (build->timer >= 0)
        (void)close(build->timer);
    text_release(&build->messages);
    free(build->source);
    for (size_t i = 0; build->more && build->more[i]; i++)
        free(build->more[i]);
    free(build->more);
    free(build->name);
    free(build->probe);
    free(build->work);
    free(build->program);
    free(build);
}

int build_fd(const struct build *build)
{
    return build->epoll;
}

bool build_is_over(const struct build *build)
{
    return build->step == OVER;
}

const char *build_program(const struct build *build, struct err *err)
{
    if (build->program == NULL && build->has_failed)
        *err = build->err;
    else if (build->program == NULL)
        (void)err_set(err, STATUS_FAILED, _("'%s' is still being compiled"), build->source);
    return build->program;
}

const char *build_messages(const struct build *build)
{
    return text_get(&build->messages);
}
