/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workshop.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/buildcache.h"
#include "core/child.h"
#include "core/compiler.h"

#define COMPILER_S     10u /* of processor time, for each of the files */
#define MESSAGES_LIMIT (32u << 10)

enum { ANSWER, FROZEN, PARTS };

/* One call of the compiler. */
struct call {
    struct child *child;
    struct text messages;
    int status; /* wait status; -1 not known */
    bool is_over;
};

struct workshop {
    struct workshop_spec spec;
    struct compiler compiler;
    struct buildcache cache;
    char *work, *source, *objects[PARTS], *program;
    struct call calls[PARTS]; /* while linking: the first alone */
    bool is_linking, is_over, is_refused, has_failed;
    int epoll;
    struct err err;
};

/* --- calling the compiler --------------------------------------------------------------------- */

static void add_words(char ***line, const char *const *words)
{
    size_t n = 0, more = 0;
    while ((*line)[n])
        n++;
    while (words[more])
        more++;
    *line = xrealloc(*line, (n + more + 1) * sizeof(**line));
    for (size_t i = 0; i <= more; i++)
        (*line)[n + i] = i < more ? xstrdup(words[i]) : NULL;
}

/* The folder is the compiler's own, and it writes nowhere else. */
static int start_call(struct workshop *workshop, struct call *call, char **line)
{
    char *tmpdir = xasprintf("TMPDIR=%s/tmp", workshop->work);
    const char *env[] = {tmpdir, NULL};
    struct child_spec spec = {
        .argv = (const char *const *)line,
        .extra_env = env,
        .dir = workshop->work,
        .limits = {.data_bytes = 1ull << 30,
                   .resident_bytes = 1ull << 29,
                   .file_bytes = 64ull << 20,
                   .cpu_s = COMPILER_S,
                   .processes = 64,
                   .is_offline = true,
                   .linger_ms = 100},
        .is_confined = true,
        .merge_output = true,
    };
    call->status = -1;
    call->is_over = false;
    call->child = child_start(&spec, &workshop->err);
    free(tmpdir);
    compiler_line_free(line);
    struct epoll_event event = {.events = EPOLLIN};
    if (!call->child)
        return -1;
    if (epoll_ctl(workshop->epoll, EPOLL_CTL_ADD, child_fd(call->child), &event) < 0)
        return err_sys(&workshop->err, _("cannot wait for the compiler"));
    return 0;
}

/* An index that goes astray stops the program: it could hit the engine that judges it. */
static char **answer_line(struct workshop *workshop)
{
    const char *deps = "/dev/null";
    char **line =
        compiler_to_object(&workshop->compiler, workshop->source, workshop->spec.explorer != NULL,
                           workshop->objects[ANSWER], deps);
    const char *words[] = {"-I",
                           workshop->spec.rules->dir,
                           "-std=gnu11",
                           "-fsanitize=bounds",
                           "-fsanitize-undefined-trap-on-error",
                           "-Werror=implicit-function-declaration",
                           NULL};
    add_words(&line, words);
    return line;
}

static int start_compiling(struct workshop *workshop)
{
    char **frozen =
        compiler_to_object(&workshop->compiler, workshop->spec.frozen,
                           workshop->spec.explorer != NULL, workshop->objects[FROZEN], "/dev/null");
    if (start_call(workshop, &workshop->calls[FROZEN], frozen) < 0)
        return -1;
    return start_call(workshop, &workshop->calls[ANSWER], answer_line(workshop));
}

static int start_linking(struct workshop *workshop)
{
    char **line = compiler_to_program(&workshop->compiler, workshop->objects[FROZEN],
                                      workshop->spec.explorer, workshop->program);
    add_words(&line, (const char *const[]){workshop->objects[ANSWER], NULL});
    workshop->is_linking = true;
    return start_call(workshop, &workshop->calls[ANSWER], line);
}

/* --- turning ---------------------------------------------------------------------------------- */

static void take_output(struct call *call)
{
    char bytes[4096];
    size_t n;
    while ((n = child_read(call->child, bytes, sizeof(bytes))) > 0) {
        size_t room = MESSAGES_LIMIT - call->messages.size;
        for (size_t i = 0; i < n; i++)
            if (bytes[i] == '\0')
                bytes[i] = '?';
        text_put_bytes(&call->messages, bytes, n < room ? n : room);
    }
}

static void turn_call(struct call *call)
{
    if (!call->child || call->is_over)
        return;
    child_turn(call->child);
    take_output(call);
    struct child_death death;
    while (child_next_death(call->child, &death))
        if (death.pid == child_pid(call->child))
            call->status = death.status;
    call->is_over = child_state(call->child) == CHILD_OVER;
}

/* The compiler is given long paths; its messages have the names that the learner knows. */
static void shorten(struct workshop *workshop, struct text *messages)
{
    char *prefixes[] = {xasprintf("%s/src/", workshop->work), xasprintf("%s/", workshop->work),
                        xasprintf("%s/", workshop->spec.rules->dir)};
    for (size_t i = 0; i < 3; i++) {
        struct text out = {0};
        const char *p = text_get(messages);
        for (const char *hit; (hit = strstr(p, prefixes[i])); p = hit + strlen(prefixes[i]))
            text_put_bytes(&out, p, (size_t)(hit - p));
        text_put(&out, p);
        text_release(messages);
        *messages = out;
        free(prefixes[i]);
    }
}

static int fail(struct workshop *workshop, const struct call *call)
{
    enum child_reason reason = child_reason(call->child);
    int error = child_exec_error(call->child);
    if (error != 0) {
        errno = error;
        err_sys(&workshop->err, _("cannot run the compiler"));
        workshop->err.status = STATUS_CANNOT;
    } else if (reason != CHILD_BY_ITSELF || (call->status != -1 && WIFSIGNALED(call->status))) {
        err_set(&workshop->err, STATUS_USAGE,
                _("'%s' takes the compiler more time or memory than it may have"),
                workshop->spec.name);
    } else if (call == &workshop->calls[FROZEN]) {
        err_set(&workshop->err, STATUS_FAILED, _("'%s' does not compile"), workshop->spec.frozen);
    } else {
        err_set(&workshop->err, STATUS_USAGE, _("'%s' does not compile"), workshop->spec.name);
    }
    return -1;
}

static int look_at_object(struct workshop *workshop)
{
    const char *frozen[] = {workshop->objects[FROZEN], NULL};
    struct text why = {0};
    int result = 0;
    if (!answer_object_is_fine(workshop->spec.rules, workshop->objects[ANSWER], frozen, &why))
        result =
            err_set(&workshop->err, STATUS_WRONG, "%s: %s", workshop->spec.name, text_get(&why));
    text_release(&why);
    return result;
}

static int next_step(struct workshop *workshop)
{
    /* The answer's messages first: it is what the learner can change. */
    for (int i = 0; i < PARTS; i++)
        if (workshop->calls[i].child && workshop->calls[i].status != 0)
            return fail(workshop, &workshop->calls[i]);
    if (workshop->is_linking) {
        workshop->is_over = true;
        return 0;
    }
    for (int i = 0; i < PARTS; i++) {
        child_free(workshop->calls[i].child);
        workshop->calls[i].child = NULL;
    }
    if (look_at_object(workshop) < 0)
        return -1;
    return start_linking(workshop);
}

void workshop_turn(struct workshop *workshop)
{
    if (workshop->is_over)
        return;
    bool are_over = true;
    for (int i = 0; i < PARTS; i++) {
        turn_call(&workshop->calls[i]);
        are_over = are_over && (!workshop->calls[i].child || workshop->calls[i].is_over);
    }
    if (!are_over || next_step(workshop) == 0)
        return;
    workshop->has_failed = workshop->is_over = true;
    shorten(workshop, &workshop->calls[ANSWER].messages);
}

/* --- from outside ----------------------------------------------------------------------------- */

static int write_source(struct workshop *workshop, struct err *err)
{
    char *folder = xasprintf("%s/src", workshop->work);
    int result = mkdir(folder, 0700);
    int fd =
        result < 0 ? -1 : open(workshop->source, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    size_t done = 0;
    while (fd >= 0 && done < workshop->spec.size) {
        ssize_t n = write(fd, workshop->spec.bytes + done, workshop->spec.size - done);
        if (n < 0 && errno != EINTR)
            break;
        done += n > 0 ? (size_t)n : 0;
    }
    bool is_whole = fd >= 0 && done == workshop->spec.size;
    if (!is_whole)
        err_sys(err, _("cannot write '%s'"), workshop->source);
    if (fd >= 0 && close(fd) < 0 && is_whole) {
        is_whole = false;
        err_sys(err, _("cannot write '%s'"), workshop->source);
    }
    free(folder);
    return is_whole ? 0 : -1;
}

static int prepare(struct workshop *workshop, struct err *err)
{
    if (compiler_find(&workshop->compiler, NULL, err) < 0 ||
        buildcache_open(&workshop->cache, NULL, err) < 0)
        return -1;
    buildcache_sweep(&workshop->cache);
    workshop->work = buildcache_work(&workshop->cache, err);
    if (!workshop->work)
        return -1;
    workshop->source = xasprintf("%s/src/%s", workshop->work, workshop->spec.name);
    workshop->objects[ANSWER] = xasprintf("%s/answer.o", workshop->work);
    workshop->objects[FROZEN] = xasprintf("%s/frozen.o", workshop->work);
    workshop->program = xasprintf("%s/out/bin/program", workshop->work);
    workshop->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (workshop->epoll < 0)
        return err_sys(err, _("cannot wait for the compiler"));
    return write_source(workshop, err);
}

struct workshop *workshop_start(const struct workshop_spec *spec, struct err *err)
{
    struct workshop *workshop = xcalloc(1, sizeof(*workshop));
    workshop->spec = *spec;
    workshop->epoll = -1;
    if (prepare(workshop, err) == 0) {
        if (start_compiling(workshop) == 0)
            return workshop;
        *err = workshop->err;
    }
    workshop_free(workshop);
    return NULL;
}

void workshop_free(struct workshop *workshop)
{
    if (!workshop)
        return;
    for (int i = 0; i < PARTS; i++) {
        child_free(workshop->calls[i].child);
        text_release(&workshop->calls[i].messages);
        free(workshop->objects[i]);
    }
    if (workshop->work)
        remove_tree(workshop->work);
    buildcache_close(&workshop->cache);
    compiler_release(&workshop->compiler);
    if (workshop->epoll >= 0)
        close(workshop->epoll);
    free(workshop->work);
    free(workshop->source);
    free(workshop->program);
    free(workshop);
}

int workshop_fd(const struct workshop *workshop)
{
    return workshop->epoll;
}

bool workshop_is_over(const struct workshop *workshop)
{
    return workshop->is_over;
}

const char *workshop_program(const struct workshop *workshop, struct err *err)
{
    if (!workshop->has_failed)
        return workshop->program;
    *err = workshop->err;
    return NULL;
}

const char *workshop_messages(const struct workshop *workshop)
{
    return text_get(&workshop->calls[ANSWER].messages);
}
