/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exercise/workshop.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/build/buildcache.h"
#include "core/build/compiler.h"
#include "core/process/child.h"

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
    char *frozen, *work, *source, *objects[PARTS], *program;
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

/* Calls through pointers pass by the engine (explore/fence.h), which has a table of where functions
 * begin. */
static const char *const table_of_functions[] = {"-fpatchable-function-entry=1", NULL};
#ifdef __x86_64__
static const char *const gcc_calls[] = {"-fpatchable-function-entry=1",
                                        "-mindirect-branch=thunk-extern",
                                        "-mindirect-branch-register", "-fcf-protection=none", NULL};
static const char *const clang_calls[] = {"-fpatchable-function-entry=1", "-mretpoline",
                                          "-mretpoline-external-thunk", "-fcf-protection=none",
                                          NULL};
#else
static const char *const gcc_calls[] = {"-fpatchable-function-entry=1", NULL};
static const char *const clang_calls[] = {"-fpatchable-function-entry=1", NULL};
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
                                     workshop->objects[ANSWER], deps);
    const char *words[] = {"-I",
                           workshop->spec.rules->dir,
                           "-std=gnu11",
                           "-fsanitize=bounds",
                           "-fsanitize-undefined-trap-on-error",
                           "-Werror=implicit-function-declaration",
                           NULL};
    add_words(&line, words);
    if (workshop->spec.explorer) {
        /* An array of any length could put the stack anywhere. */
        add_words(&line, (const char *const[]){"-Werror=vla", NULL});
        add_words(&line, workshop->compiler.is_clang ? clang_calls : gcc_calls);
    }
    return line;
}

static int start_compiling(struct workshop *workshop)
{
    char **frozen = compiler_to_object(&workshop->compiler, workshop->spec.frozen,
                                       has_hooks(workshop), workshop->objects[FROZEN], "/dev/null");
    if (workshop->spec.explorer)
        add_words(&frozen, table_of_functions);
    if (workshop->spec.inverts) {
        char *folder = xasprintf("%s/tmp", workshop->work);
        add_words(&frozen, (const char *const[]){"-I", folder, NULL});
        free(folder);
    }
    if (start_call(workshop, &workshop->calls[FROZEN], frozen) < 0)
        return -1;
    return start_call(workshop, &workshop->calls[ANSWER], answer_line(workshop));
}

/* Gaps before the answer's variables and behind them, whose sizes nobody can know: explore/fence.h.
 * The linker puts what is in a section in the order of the files. */
static const char fence_before[] = ".data\n.globl conc_tutor_gap0, conc_tutor_gap0_end\n"
                                   "conc_tutor_gap0: .space %u, 1\nconc_tutor_gap0_end:\n"
                                   ".bss\n.globl conc_tutor_gap1, conc_tutor_gap1_end\n"
                                   "conc_tutor_gap1: .space %u\nconc_tutor_gap1_end:\n"
                                   ".text\n.globl conc_tutor_code\nconc_tutor_code:\n"
                                   ".section .note.GNU-stack,\"\",%%progbits\n";
static const char fence_behind[] =
    ".data\nconc_tutor_gap2: .space %u, 1\nconc_tutor_gap2_end:\n"
    ".bss\nconc_tutor_gap3: .space %u\nconc_tutor_gap3_end:\n"
    ".text\nconc_tutor_code_end:\n"
    ".section .data.rel.ro,\"aw\"\n.globl conc_tutor_fences\n.balign 8\nconc_tutor_fences:\n"
    ".8byte conc_tutor_gap0, conc_tutor_gap0_end, conc_tutor_gap1, conc_tutor_gap1_end\n"
    ".8byte conc_tutor_gap2, conc_tutor_gap2_end, conc_tutor_gap3, conc_tutor_gap3_end\n"
    ".8byte conc_tutor_code, conc_tutor_code_end\n"
    ".8byte __start___patchable_function_entries, __stop___patchable_function_entries\n"
    ".type conc_tutor_fences, %%object\n.size conc_tutor_fences, 96\n"
    ".section .note.GNU-stack,\"\",%%progbits\n";

/* Bytes of a gap: 4 to 68 KiB, a multiple of 16. */
static unsigned gap(struct workshop *workshop)
{
    uint16_t random = 0;
    if (getrandom(&random, sizeof(random), GRND_NONBLOCK) < 0) /* a gap all the same */
        random = (uint16_t)(uintptr_t)workshop;
    return 4096u + ((unsigned)random & 0xfff0u);
}

static int write_fence(struct workshop *workshop, const char *path, const char *format)
{
    unsigned first = gap(workshop), second = gap(workshop);
    struct text text = {0};
    text_add(&text, format == fence_before ? fence_before : fence_behind, first, second);
    int result = file_write_new(path, 0600, text_get(&text), text.size, &workshop->err);
    text_release(&text);
    return result;
}

static int start_linking(struct workshop *workshop)
{
    char *before = xasprintf("%s/before.s", workshop->work);
    char *behind = xasprintf("%s/behind.s", workshop->work);
    const char *const objects[] = {workshop->objects[FROZEN], NULL};
    const char *library = workshop->spec.explorer ? workshop->spec.explorer : workshop->spec.probe;
    char **line = compiler_to_program(&workshop->compiler, objects, library, workshop->program);
    /* The table of the functions of others is to be read only. */
    if (workshop->spec.explorer)
        add_words(&line, (const char *const[]){before, workshop->objects[ANSWER], behind,
                                               "-Wl,-z,now", "-Wl,-z,relro", NULL});
    else
        add_words(&line, (const char *const[]){workshop->objects[ANSWER], NULL});
    workshop->is_linking = true;
    int result = 0;
    if (workshop->spec.explorer)
        result = write_fence(workshop, before, fence_before);
    if (workshop->spec.explorer && result == 0)
        result = write_fence(workshop, behind, fence_behind);
    free(before);
    free(behind);
    if (result < 0) {
        compiler_line_free(line);
        return -1;
    }
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

/* Found before the system's. */
static int write_inverted(const struct workshop *workshop, struct err *err)
{
    static const char text[] =
        "#undef assert\n"
        "void __assert_fail(const char *, const char *, unsigned, const char *);\n"
        "#define assert(claim) \\\n"
        "    ((claim) ? __assert_fail(#claim, __FILE__, __LINE__, __func__) : (void)0)\n";
    char *path = xasprintf("%s/tmp/assert.h", workshop->work);
    int result = file_write_new(path, 0600, text, sizeof(text) - 1, err);
    free(path);
    return result;
}

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
    workshop->objects[ANSWER] = xasprintf("%s/answer.o", workshop->work);
    workshop->objects[FROZEN] = xasprintf("%s/frozen.o", workshop->work);
    workshop->program = xasprintf("%s/out/bin/program", workshop->work);
    workshop->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (workshop->epoll < 0)
        return err_sys(err, _("cannot wait for the compiler"));
    if (workshop->spec.inverts && write_inverted(workshop, err) < 0)
        return -1;
    return write_source(workshop, err);
}

struct workshop *workshop_start(const struct workshop_spec *spec, struct err *err)
{
    struct workshop *workshop = xcalloc(1, sizeof(*workshop));
    workshop->spec = *spec;
    workshop->spec.frozen = workshop->frozen = xstrdup(spec->frozen);
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
    free(workshop->frozen);
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
