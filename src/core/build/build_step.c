/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two steps, compile and link, each a child under supervision: a source is as little to be trusted
 * as the program made of it (it may include /dev/zero), so the compiler has limits and a budget.
 *
 * Always two, though one would do without hooks: with hooks the compiler has to put them in, and
 * the linker must not bring the sanitizer that they belong to.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/build/build_state.h"

#define DEPS_LIMIT     (16u << 20)
#define MESSAGES_LIMIT (64u << 10)

size_t build_count_more(const struct build *build)
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
    size_t n = build_count_more(build) + 1;
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

int build_start_step(struct build *build)
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
    bool is_last = build->at == build_count_more(build);
    bool is_joined = join_deps(build, &build->err) == 0;
    build->at = is_last ? 0 : build->at + 1;
    build->step = is_last ? LINK : COMPILE;
    if (!is_joined || build_start_step(build) < 0) {
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
