/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is built, under which name it is kept, and the life of a build. Its steps: build_step.c.
 *
 * Paths are given as typed and the folder is not changed, so the messages, and what a failed
 * assertion prints, speak of the file as the user does.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/build/build_state.h"

#define BUDGET_S     30.0
#define SOURCE_LIMIT (16u << 20)

/* Changes when programs are linked or kept in another way than before. */
#define RECIPE "1"

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
    for (size_t i = 0; i < build_count_more(build); i++)
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
    if (build_start_step(build) == 0)
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
