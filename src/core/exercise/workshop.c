/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exercise/workshop.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/build/buildcache.h"
#include "core/build/compiler.h"
#include "core/exercise/fences.h"
#include "core/exercise/frozen.h"
#include "core/process/child.h"

#define COMPILER_S     10u /* of processor time, for each of the files */
#define MESSAGES_LIMIT (32u << 10)

/* What is compiled. */
enum { ANSWER, FROZEN, INVERTED, PARTS };

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
    char *work, *source, *object; /* of the answer */
    char *frozen_source;
    char *programs[PARTS];        /* FROZEN: what was asked for; INVERTED: the doubter */
    struct frozen *frozen[PARTS]; /* NULL: not asked for */
    struct call calls[PARTS];
    bool is_linking, is_over, has_failed;
    int epoll;
    struct err err;
};

/* --- calling the compiler --------------------------------------------------------------------- */

/* The folder is the compiler's own, and it writes nowhere else. */
static int start_call(struct workshop *workshop, struct call *call, const char *dir, char **line)
{
    char *tmpdir = xasprintf("TMPDIR=%s/tmp", dir);
    const char *env[] = {tmpdir, NULL};
    struct child_spec spec = {
        .argv = (const char *const *)line,
        .extra_env = env,
        .dir = dir,
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

/* Calls through pointers pass by the engine (explore/calls/fence.h), which has a table of where
 * functions begin. */
#ifdef __x86_64__
static const char *const gcc_calls[] = {COMPILER_TABLE_OF_FUNCTIONS,
                                        "-mindirect-branch=thunk-extern",
                                        "-mindirect-branch-register", "-fcf-protection=none", NULL};
static const char *const clang_calls[] = {COMPILER_TABLE_OF_FUNCTIONS, "-mretpoline",
                                          "-mretpoline-external-thunk", "-fcf-protection=none",
                                          NULL};
#else
static const char *const gcc_calls[] = {COMPILER_TABLE_OF_FUNCTIONS, NULL};
static const char *const clang_calls[] = {COMPILER_TABLE_OF_FUNCTIONS, NULL};
#endif

static bool has_hooks(const struct workshop *workshop)
{
    return workshop->spec.explorer || workshop->spec.probe;
}

/* An index that goes astray stops the program: it could hit the engine that judges it. */
static char **answer_line(struct workshop *workshop)
{
    const char *deps = "/dev/null";
    char **line = compiler_to_object(&workshop->compiler, workshop->source, has_hooks(workshop),
                                     workshop->object, deps);
    const char *words[] = {"-I",
                           workshop->spec.rules->dir,
                           "-std=gnu11",
                           "-fsanitize=bounds",
                           "-fsanitize-undefined-trap-on-error",
                           "-Werror=implicit-function-declaration",
                           NULL};
    compiler_line_add(&line, words);
    if (workshop->spec.explorer) {
        /* An array of any length could put the stack anywhere. */
        compiler_line_add(&line, (const char *const[]){"-Werror=vla", NULL});
        compiler_line_add(&line, workshop->compiler.is_clang ? clang_calls : gcc_calls);
    }
    return line;
}

static int open_frozen(struct workshop *workshop, int part)
{
    struct frozen_spec spec = {.compiler = &workshop->compiler,
                               .cache = &workshop->cache,
                               .source = workshop->spec.frozen,
                               .has_hooks = has_hooks(workshop),
                               .is_fenced = workshop->spec.explorer,
                               .inverts = part == INVERTED};
    workshop->frozen[part] = frozen_open(&spec, &workshop->err);
    return workshop->frozen[part] ? 0 : -1;
}

static int start_compiling(struct workshop *workshop)
{
    int result = open_frozen(workshop, FROZEN);
    if (result == 0 && workshop->spec.has_doubter)
        result = open_frozen(workshop, INVERTED);
    for (int i = 0; i < PARTS && result == 0; i++) {
        const struct frozen *frozen = workshop->frozen[i];
        if (frozen && !frozen_object(frozen))
            result =
                start_call(workshop, &workshop->calls[i], frozen_dir(frozen), frozen_line(frozen));
    }
    if (result < 0)
        return -1;
    return start_call(workshop, &workshop->calls[ANSWER], workshop->work, answer_line(workshop));
}

static char **program_line(struct workshop *workshop, int part, const char *before,
                           const char *behind)
{
    const char *const objects[] = {frozen_object(workshop->frozen[part]), NULL};
    bool is_fenced = workshop->spec.explorer;
    const char *library = is_fenced ? workshop->spec.explorer : workshop->spec.probe;
    char **line =
        compiler_to_program(&workshop->compiler, objects, library, workshop->programs[part]);
    if (is_fenced) /* the table of the functions of others is to be read only */
        compiler_line_add(&line, (const char *const[]){before, workshop->object, behind,
                                                       "-Wl,-z,now", "-Wl,-z,relro", NULL});
    else
        compiler_line_add(&line, (const char *const[]){workshop->object, NULL});
    return line;
}

static int link_program(struct workshop *workshop, int part, struct call *call)
{
    char *before = xasprintf("%s/before%d.s", workshop->work, part);
    char *behind = xasprintf("%s/behind%d.s", workshop->work, part);
    int result = workshop->spec.explorer ? fences_write(before, behind, &workshop->err) : 0;
    if (result == 0)
        result = start_call(workshop, call, workshop->work,
                            program_line(workshop, part, before, behind));
    free(before);
    free(behind);
    return result;
}

static int start_linking(struct workshop *workshop)
{
    workshop->is_linking = true;
    /* What the linker says is the answer's affair. */
    if (link_program(workshop, FROZEN, &workshop->calls[ANSWER]) < 0)
        return -1;
    if (!workshop->spec.has_doubter)
        return 0;
    return link_program(workshop, INVERTED, &workshop->calls[INVERTED]);
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
    const char *object = workshop->frozen[FROZEN] ? frozen_object(workshop->frozen[FROZEN]) : NULL;
    const char *slash = object ? strrchr(object, '/') : NULL;
    char *prefixes[] = {xasprintf("%s/src/", workshop->work), xasprintf("%s/", workshop->work),
                        xasprintf("%s/", workshop->spec.rules->dir),
                        slash ? xstrndup(object, (size_t)(slash - object) + 1) : xstrdup("//")};
    for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
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
    } else if (call != &workshop->calls[ANSWER] && !workshop->is_linking) {
        err_set(&workshop->err, STATUS_FAILED, _("'%s' does not compile"), workshop->spec.frozen);
    } else {
        err_set(&workshop->err, STATUS_USAGE, _("'%s' does not compile"), workshop->spec.name);
    }
    return -1;
}

static int look_at_object(struct workshop *workshop)
{
    const char *frozen[] = {frozen_object(workshop->frozen[FROZEN]), NULL};
    struct text why = {0};
    int result = 0;
    if (!answer_object_is_fine(workshop->spec.rules, workshop->object, frozen, &why))
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
        if (i != ANSWER && workshop->calls[i].child)
            frozen_keep(workshop->frozen[i]);
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

static int write_source(const struct workshop *workshop, struct err *err)
{
    char *folder = xasprintf("%s/src", workshop->work);
    int result = mkdir(folder, 0700) < 0
                     ? err_sys(err, _("cannot make the folder '%s'"), folder)
                     : file_write_new(workshop->source, 0600, workshop->spec.bytes,
                                      workshop->spec.size, err);
    free(folder);
    return result;
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
    workshop->object = xasprintf("%s/answer.o", workshop->work);
    workshop->programs[FROZEN] = xasprintf("%s/out/bin/program", workshop->work);
    workshop->programs[INVERTED] = xasprintf("%s/out/bin/doubter", workshop->work);
    workshop->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (workshop->epoll < 0)
        return err_sys(err, _("cannot wait for the compiler"));
    return write_source(workshop, err);
}

struct workshop *workshop_start(const struct workshop_spec *spec, struct err *err)
{
    struct workshop *workshop = xcalloc(1, sizeof(*workshop));
    workshop->spec = *spec;
    workshop->spec.frozen = workshop->frozen_source = xstrdup(spec->frozen);
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
        free(workshop->programs[i]);
        frozen_free(workshop->frozen[i]);
    }
    if (workshop->work)
        remove_tree(workshop->work);
    buildcache_close(&workshop->cache);
    compiler_release(&workshop->compiler);
    if (workshop->epoll >= 0)
        close(workshop->epoll);
    free(workshop->work);
    free(workshop->source);
    free(workshop->object);
    free(workshop->frozen_source);
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
        return workshop->programs[FROZEN];
    *err = workshop->err;
    return NULL;
}

const char *workshop_doubter(const struct workshop *workshop)
{
    return workshop->programs[INVERTED];
}

const char *workshop_messages(const struct workshop *workshop)
{
    return text_get(&workshop->calls[ANSWER].messages);
}
