/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Processes: fork, vfork, wait, exit. exec and spawn are in exec.c.
 */
#include "probe/hook.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe/probe.h"

static pid_t forked(uint64_t where, pid_t pid, const char *call);
static void say_exit(uint64_t where, int status);
static void at_exit(int status, void *unused);

static bool has_said_exit; /* of this process */

__attribute__((constructor(102))) static void watch_exit(void)
{
    if (probe_region)
        (void)on_exit(at_exit, NULL); /* no memory: then a return from main is not told */
}

HOOK pid_t fork(void)
{
    if (!reporting())
        return REAL(fork)();
    const uint64_t where = WHERE;
    GATE_OPENING(FORK);
    SAY(FORK);
    if (!process_may_start()) {
        say_failed(where, 0, EAGAIN, "fork");
        errno = EAGAIN;
        return -1;
    }
    self.fork_where = where;
    return forked(where, REAL(fork)(), "fork");
}

/* No fork handlers run in it, so the child has to be told here. */
HOOK pid_t _Fork(void)
{
    if (!reporting())
        return REAL(_Fork)();
    const uint64_t where = WHERE;
    GATE_OPENING(FORK);
    SAY(FORK);
    if (!process_may_start()) {
        say_failed(where, 0, EAGAIN, "_Fork");
        errno = EAGAIN;
        return -1;
    }
    self.fork_where = where;
    self.busy = 1;
    pid_t pid = REAL(_Fork)();
    self.busy = 0;
    if (pid == 0)
        self_forked();
    return forked(where, pid, "_Fork");
}

/* The child of a real vfork borrows its parent's memory, thread-local storage and stack frame. We
 * fork instead, and hold the parent until the child's end of a pipe closes: at exec or exit. */
HOOK pid_t vfork(void)
{
    if (!reporting())
        return REAL(fork)();
    const uint64_t where = WHERE;
    GATE_OPENING(FORK);
    SAY(FORK);
    int ends[2];
    if (!process_may_start()) {
        errno = EAGAIN;
        ends[0] = -1;
    } else if (REAL(pipe2)(ends, O_CLOEXEC) < 0) {
        region_process_over(probe_region);
        ends[0] = -1;
    }
    if (ends[0] < 0) {
        say_failed(where, 0, errno, "vfork");
        return -1;
    }
    self.fork_where = where;
    pid_t pid = REAL(fork)();
    if (pid == 0) {
        REAL(close)(ends[0]);
        return forked(where, 0, "vfork"); /* its end closes at exec or exit */
    }
    int saved = errno;
    REAL(close)(ends[1]);
    char byte;
    while (pid > 0 && REAL(read)(ends[0], &byte, 1) < 0 && errno == EINTR)
        continue;
    REAL(close)(ends[0]);
    errno = saved;
    return forked(where, pid, "vfork");
}

static pid_t forked(uint64_t where, pid_t pid, const char *call)
{
    bool is_told = !self.fork_where; /* in a child, by the fork handler */
    self.fork_where = 0;
    if (pid == 0) {
        has_said_exit = false;
        if (!is_told) {
            GATE(FORK_CHILD, .a = getppid());
            SAY(FORK_CHILD, .a = getppid(), .b = (int64_t)pthread_self());
        }
    } else if (pid > 0) {
        GATE(FORK_PARENT, .a = pid);
        SAY(FORK_PARENT, .a = pid);
    } else {
        region_process_over(probe_region);
        say_failed(where, 0, errno, call);
    }
    return pid;
}

/* After a wait: `pid` is whom it collected, 0 nobody. */
static pid_t waited(uint64_t where, pid_t pid, int status, const char *call)
{
    int saved = errno;
    if (pid > 0)
        SAY(WAITED, .a = pid, .b = status);
    else if (pid < 0)
        say_failed(where, 0, errno, call);
    errno = saved;
    return pid;
}

#define WAIT_BEFORE(asked, options)                                                                \
    const uint64_t where = WHERE;                                                                  \
    int own_status = 0;                                                                            \
    int *to = status ? status : &own_status;                                                       \
    GATE_OPENING(WAIT, .a = (asked));                                                              \
    if (!((options)&WNOHANG))                                                                      \
    SAY(WAIT, .a = (asked))

HOOK pid_t wait(int *status)
{
    if (!reporting())
        return REAL(wait)(status);
    WAIT_BEFORE(-1, 0);
    pid_t pid = REAL(wait)(to);
    return waited(where, pid, *to, "wait");
}

HOOK pid_t waitpid(pid_t asked, int *status, int options)
{
    if (!reporting())
        return REAL(waitpid)(asked, status, options);
    WAIT_BEFORE(asked, options);
    pid_t pid = REAL(waitpid)(asked, to, options);
    return waited(where, pid, *to, "waitpid");
}

HOOK pid_t wait3(int *status, int options, struct rusage *usage)
{
    if (!reporting())
        return REAL(wait3)(status, options, usage);
    WAIT_BEFORE(-1, options);
    pid_t pid = REAL(wait3)(to, options, usage);
    return waited(where, pid, *to, "wait3");
}

HOOK pid_t wait4(pid_t asked, int *status, int options, struct rusage *usage)
{
    if (!reporting())
        return REAL(wait4)(asked, status, options, usage);
    WAIT_BEFORE(asked, options);
    pid_t pid = REAL(wait4)(asked, to, options, usage);
    return waited(where, pid, *to, "wait4");
}

HOOK int waitid(idtype_t type, id_t id, siginfo_t *info, int options)
{
    if (!reporting())
        return REAL(waitid)(type, id, info, options);
    const uint64_t where = WHERE;
    int64_t asked = type == P_PID ? (int64_t)id : -1;
    siginfo_t own;
    siginfo_t *to = info ? info : &own;
    to->si_pid = 0;
    GATE_OPENING(WAIT, .a = asked);
    if (!(options & WNOHANG))
        SAY(WAIT, .a = asked);
    int result = REAL(waitid)(type, id, to, options);
    if (result < 0)
        waited(where, -1, 0, "waitid");
    else if (to->si_pid > 0 && !(options & WNOWAIT))
        waited(where, to->si_pid,
               to->si_code == CLD_EXITED   ? (to->si_status & 255) << 8
               : to->si_code == CLD_DUMPED ? to->si_status | 128
                                           : to->si_status,
               "waitid");
    return result;
}

HOOK void exit(int status)
{
    say_exit(WHERE, status);
    REAL(exit)(status);
    __builtin_unreachable();
}

HOOK void _exit(int status)
{
    say_exit(WHERE, status);
    REAL(_exit)(status);
    __builtin_unreachable();
}

HOOK void _Exit(int status)
{
    say_exit(WHERE, status);
    REAL(_exit)(status);
    __builtin_unreachable();
}

HOOK void quick_exit(int status)
{
    say_exit(WHERE, status);
    REAL(quick_exit)(status);
    __builtin_unreachable();
}

static void say_exit(uint64_t where, int status)
{
    if (!reporting() || __atomic_exchange_n(&has_said_exit, true, __ATOMIC_RELAXED))
        return;
    GATE_OPENING(PROCESS_EXIT, .a = status & 255);
    say_watched();
    SAY(PROCESS_EXIT, .a = status & 255);
}

/* main has returned, or a hook has said it already. */
static void at_exit(int status, void *unused)
{
    (void)unused;
    say_exit(0, status);
}
