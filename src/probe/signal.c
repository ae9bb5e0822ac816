/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signals that the program sends, and those that it dies of.
 *
 * The handler for crashes is there only where the program has none. It tells, and the kernel's
 * default action follows: a fault happens again when the handler returns, now without a handler.
 */
#include "probe/hook.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "probe/probe.h"

static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

/* An overflow of the main thread's stack leaves no room for a handler. */
static char other_stack[65536];

static void crashed(int signal, siginfo_t *info, void *context);
static uint64_t program_counter(const void *context);

HOOK int kill(pid_t pid, int signal)
{
    if (!reporting())
        return REAL(kill)(pid, signal);
    const uint64_t where = WHERE;
    GATE(KILL, .a = pid, .b = signal);
    SAY(KILL, .a = pid, .b = signal);
    int result = REAL(kill)(pid, signal);
    if (result < 0)
        say_failed(where, 0, errno, "kill");
    return result;
}

HOOK int sigqueue(pid_t pid, int signal, const union sigval value)
{
    if (!reporting())
        return REAL(sigqueue)(pid, signal, value);
    const uint64_t where = WHERE;
    GATE(KILL, .a = pid, .b = signal);
    SAY(KILL, .a = pid, .b = signal);
    int result = REAL(sigqueue)(pid, signal, value);
    if (result < 0)
        say_failed(where, 0, errno, "sigqueue");
    return result;
}

HOOK int raise(int signal)
{
    if (reporting()) {
        const uint64_t where = WHERE;
        GATE(RAISE, .b = signal);
        SAY(RAISE, .b = signal);
    }
    return REAL(raise)(signal);
}

HOOK int pthread_kill(pthread_t thread, int signal)
{
    if (!reporting())
        return REAL(pthread_kill)(thread, signal);
    const uint64_t where = WHERE;
    if (pthread_equal(thread, pthread_self())) {
        GATE(RAISE, .b = signal);
        SAY(RAISE, .b = signal);
    } else {
        GATE(KILL, .object = thread, .a = self.pid, .b = signal);
        SAY(KILL, .object = thread, .a = self.pid, .b = signal);
    }
    int error = REAL(pthread_kill)(thread, signal);
    if (error)
        say_failed(where, thread, error, "pthread_kill");
    return error;
}

HOOK void __assert_fail(const char *claim, const char *file, unsigned line, const char *function)
{
    if (reporting()) {
        const uint64_t where = WHERE;
        GATE(ASSERT);
        say_watched();
        emit_text(&(struct say){.kind = K_ASSERT, .where = where, .a = line}, claim, strlen(claim));
    }
    REAL(__assert_fail)(claim, file, line, function);
    __builtin_unreachable();
}

void crash_install(void)
{
    stack_t now;
    if (sigaltstack(NULL, &now) == 0 && (now.ss_flags & SS_DISABLE)) {
        const stack_t stack = {.ss_sp = other_stack, .ss_size = sizeof(other_stack)};
        (void)sigaltstack(&stack, NULL); /* else only such an overflow is not told */
    }
    for (size_t i = 0; i < sizeof(crashes) / sizeof(*crashes); i++) {
        struct sigaction old;
        if (sigaction(crashes[i], NULL, &old) < 0 || (old.sa_flags & SA_SIGINFO) ||
            old.sa_handler != SIG_DFL)
            continue;
        struct sigaction action = {.sa_sigaction = crashed,
                                   .sa_flags = (int)(SA_SIGINFO | SA_RESETHAND | SA_ONSTACK)};
        sigemptyset(&action.sa_mask);
        (void)sigaction(crashes[i], &action, NULL); /* then this crash is told by its death only */
    }
}

static void crashed(int signal, siginfo_t *info, void *context)
{
    int saved = errno;
    if (self.state == SELF_ON) {
        self.busy = 0;       /* should it be us who crashed: this is the last event anyway */
        self.written = NULL; /* and that address may be the reason */
        bool is_fault = info->si_code > 0;
        say_watched();
        const uint64_t where = program_counter(context) + 1; /* a return address: one too far */
        SAY(CRASH, .object = is_fault && signal != SIGABRT ? ADDRESS(info->si_addr) : 0,
            .b = signal);
    }
    /* Sent by somebody, it will not happen again by itself. */
    if (info->si_code <= 0 && signal != SIGABRT)
        (void)syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), signal);
    errno = saved;
}

static uint64_t program_counter(const void *context)
{
    const ucontext_t *registers = context;
#if defined(__x86_64__)
    return (uint64_t)registers->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
    return registers->uc_mcontext.pc;
#else
    (void)registers;
    return 0;
#endif
}
