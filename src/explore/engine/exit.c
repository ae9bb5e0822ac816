/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ends of a program: exit, abort, a failed assertion, a crash.
 */
#include <dlfcn.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "explore/calls/counter.h"
#include "explore/engine/hooks.h"
#include "explore/machine/backend.h"
#include "explore/machine/context.h"
#include "explore/machine/resume.h"
#include "explore/machine/snapshot.h"
#include "explore/machine/syscall.h"
#include "explore/machine/turns.h"
#include "explore/report/report.h"
#include "explore/report/story.h"

#define FRAME_WORDS 2048 /* that are looked at */
#define HANDLERS    64
#define TICKS       10 /* without a step, and it hangs */

struct handler {
    void (*call)(void);
    void (*call_with)(int, void *);
    void *argument;
};

static struct handler handlers[HANDLERS];
OF_EXECUTION static uint32_t handler_count;

/* Where the thread that ended the program stood: it goes on pointing to what its functions do. */
OF_EXECUTION static uintptr_t frame;
static jmp_buf registers;

void exit_reset(void)
{
    handler_count = 0;
    frame = 0;
}

void exit_keep(void)
{
    resume_keep(handlers, handler_count * sizeof(*handlers));
    if (frame)
        resume_keep(&registers, sizeof(registers));
}

void exit_each(void (*look)(const void *from, size_t size))
{
    context_each_from(engine.current, frame, look);
    if (frame)
        look(&registers, sizeof(registers));
}

#define KEEP_FRAME()                                                                               \
    do {                                                                                           \
        frame = (uintptr_t)__builtin_frame_address(0);                                             \
        (void)_setjmp(registers);                                                                  \
    } while (0)

/* The last step: it cuts off what the others would still have printed. */
static void leave(enum event_kind kind, int64_t a, uint64_t where)
{
    struct op op = hook_op(OP_EXIT, kind, NULL, where);
    op.argument = a;
    (void)hook_link(&op, (const void *)OUTPUT, TAG_STREAM);
    engine_do(&op);
}

static _Noreturn void fail(enum failure_kind kind, int number, const char *text, uint64_t object,
                           uint64_t where)
{
    struct verdict_failure failure = {.kind = kind,
                                      .thread = engine.current->index,
                                      .other = ~0u,
                                      .number = number,
                                      .threads = UINT64_C(1) << engine.current->index,
                                      .where = where,
                                      .object = object};
    (void)snprintf(failure.text, sizeof(failure.text), "%s", text);
    report_failure(&failure);
    engine_end(END_FAILED);
}

_Noreturn void program_exits(int status, uint64_t where)
{
    while (handler_count > 0) {
        const struct handler *handler = &handlers[--handler_count];
        if (handler->call)
            handler->call();
        else
            handler->call_with(status, handler->argument);
    }
    leave(K_PROCESS_EXIT, status, where);
    engine.status = status & 0xff;
    if (engine.status != 0) {
        char text[VERDICT_TEXT_BYTES];
        (void)snprintf(text, sizeof(text), "exit status %d", engine.status);
        struct verdict_failure failure = {.kind = FAILURE_EXIT,
                                          .thread = engine.current->index,
                                          .other = ~0u,
                                          .number = engine.status,
                                          .threads = UINT64_C(1) << engine.current->index,
                                          .where = where};
        memcpy(failure.text, text, sizeof(text));
        report_failure(&failure);
    }
    engine_end(END_RETURNED);
}

HOOK _Noreturn void exit(int status)
{
    if (!engine.is_live)
        engine_quit(status);
    KEEP_FRAME();
    program_exits(status, WHERE);
}

HOOK _Noreturn void quick_exit(int status)
{
    handler_count = 0;
    KEEP_FRAME();
    program_exits(status, WHERE);
}

HOOK _Noreturn void _exit(int status)
{
    if (!engine.is_live)
        engine_quit(status);
    handler_count = 0;
    KEEP_FRAME();
    program_exits(status, WHERE);
}

HOOK _Noreturn void _Exit(int status)
{
    if (!engine.is_live)
        engine_quit(status);
    handler_count = 0;
    KEEP_FRAME();
    program_exits(status, WHERE);
}

static int add_handler(struct handler handler, uint64_t where)
{
    if (!engine.is_live)
        return 0; /* a library's: this process ends without */
    if (handler_count == HANDLERS)
        engine_refuse("more than 64 calls of atexit", where);
    handlers[handler_count++] = handler;
    return 0;
}

/* atexit is a part of the program that calls this. */
int __cxa_atexit(void (*call)(void *), void *argument, void *library);
HOOK int __cxa_atexit(void (*call)(void *), void *argument, void *library)
{
    (void)argument;
    (void)library;
    return add_handler((struct handler){.call = (void (*)(void))call}, WHERE);
}

HOOK int on_exit(void (*call)(int, void *), void *argument)
{
    return add_handler((struct handler){.call_with = call, .argument = argument}, WHERE);
}

void __assert_fail(const char *claim, const char *file, unsigned line, const char *function)
    __attribute__((noreturn));
HOOK void __assert_fail(const char *claim, const char *file, unsigned line, const char *function)
{
    (void)file;
    (void)line;
    (void)function;
    const struct op op = hook_op(OP_EXIT, K_ASSERT, NULL, WHERE);
    leave(K_ASSERT, 0, WHERE);
    story_result(K_ASSERT, &op, 0, 0, claim);
    fail(FAILURE_ASSERTION, SIGABRT, claim, 0, WHERE);
}

_Noreturn void program_killed(int number, uint64_t where)
{
    const char *name = sigabbrev_np(number);
    char text[32];
    (void)snprintf(text, sizeof(text), name ? "SIG%s" : "a signal", name);
    const struct op op = hook_op(OP_EXIT, K_RAISE, NULL, where);
    leave(K_RAISE, number, where);
    story_result(K_RAISE, &op, 0, number, NULL);
    fail(FAILURE_CRASH, number, text, 0, where);
}

HOOK _Noreturn void abort(void)
{
    if (!engine.is_live)
        engine_quit(127);
    (void)signals_deliver(SIGABRT, WHERE); /* a handler may leave by longjmp */
    program_killed(SIGABRT, WHERE);
}

/* --- signals ---------------------------------------------------------------------------------- */

/* The line of the program: as a return address, behind the instruction. In a function of the C
 * library or of ours it is where the program called it: the innermost address of its code on the
 * stack. */
static uint64_t place_of(const ucontext_t *at)
{
    uint64_t counter = PROGRAM_COUNTER(at);
    if (counter - engine.code < engine.code_size)
        return counter + 1;
    const struct thread *me = engine.current;
    uint64_t top = me->stack_low + me->stack_size - STACK_TOP;
    uint64_t word = STACK_POINTER(at) & ~UINT64_C(7);
    for (int n = 0; n < FRAME_WORDS && word - me->stack_low < me->stack_size && word < top; n++) {
        uint64_t value = *(const uint64_t *)(uintptr_t)word;
        if (value - engine.code < engine.code_size)
            return value;
        word += sizeof(value);
    }
    return counter + 1;
}

static void on_crash(int number, siginfo_t *info, void *context)
{
    uintptr_t address = (uintptr_t)info->si_addr;
    if (number == SIGSEGV && (snapshot_fault(address) || counter_answer(info, context)))
        return;
    if (!engine.is_live) {
        engine_internal("the explorer itself crashed");
    }
    const ucontext_t *at = context;
    uint64_t where = place_of(at);
    int stack = number == SIGSEGV ? context_stack_of(address) : NOBODY;
    bool is_overflow = stack == engine.current->index;
    char text[32];
    (void)snprintf(text, sizeof(text), "SIG%s", sigabbrev_np(number));
    fail(FAILURE_CRASH, number, is_overflow ? "the stack is used up" : text,
         number == SIGSEGV || number == SIGBUS ? address : 0, where);
}

/* Processor time goes by and no step is made: a loop that does nothing visible. */
static void on_tick(int number, siginfo_t *info, void *context)
{
    static uint32_t epoch, depth, ticks;
    (void)info;
    if (backend_has_turns() && turns_pass_on(number))
        return;
    if (verdict->request.budget_ns &&
        engine_now_ns() - engine.began_ns >= verdict->request.budget_ns)
        engine.is_time_up = true;
    if (!engine.is_live || engine.epoch != epoch || engine.depth != depth) {
        ticks = 0;
        epoch = engine.epoch;
        depth = engine.depth;
        return;
    }
    if (++ticks < TICKS && !(engine.is_time_up && ticks > 2))
        return;
    ticks = 0;
    const ucontext_t *at = context;
    /* It is not at the call that it made last, and waits for nothing. */
    engine.current->op.flags |= OP_SPINS;
    engine.current->op.where = place_of(at);
    fail(FAILURE_LIVELOCK, 0, "a loop that nothing can end", 0, place_of(at));
}

/* The C library's own: ours keeps what the program asks for. */
static void set_handler(int number, const struct sigaction *action)
{
    static int (*real)(int, const struct sigaction *, struct sigaction *);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "sigaction");
    if (!real || real(number, action, NULL) != 0)
        engine_internal("cannot watch for crashes");
}

void signals_install(void)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS};
    const size_t size = (size_t)64 << 10;
    stack_t stack = {.ss_sp = engine_reserve(size), .ss_size = size};
    if (engine_syscall(SYS_sigaltstack, &stack, NULL) != 0)
        engine_internal("no stack for signals");
    struct sigaction action = {.sa_sigaction = on_crash,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
    for (size_t i = 0; i < sizeof(crashes) / sizeof(*crashes); i++)
        set_handler(crashes[i], &action);
    action.sa_sigaction = on_tick;
    action.sa_flags |= SA_RESTART;
    set_handler(SIGPROF, &action);
    signals_watch_time();
    counter_watch();
}

void signals_watch_time(void)
{
    const struct itimerval each = {{0, 100000}, {0, 100000}};
    (void)engine_syscall(SYS_setitimer, ITIMER_PROF, &each, NULL);
}
