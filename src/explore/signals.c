/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signals that the program sends itself: a handler is run at once, by the thread that raised it, as
 * raise() promises. The handlers of crashes are ours; what the program asks for is kept here.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "explore/hooks.h"
#include "explore/report.h"

#define SIGNALS 65

static struct sigaction actions[SIGNALS];
static bool has_actions;

void signals_reset(void)
{
    if (has_actions)
        memset(actions, 0, sizeof(actions));
    has_actions = false;
}

static bool is_signal(int number)
{
    return number > 0 && number < SIGNALS;
}

HOOK int sigaction(int number, const struct sigaction *restrict action,
                   struct sigaction *restrict before)
{
    if (!is_signal(number)) {
        errno = EINVAL;
        return -1;
    }
    if (before)
        *before = actions[number];
    if (action) {
        actions[number] = *action;
        has_actions = true;
    }
    return 0;
}

HOOK __sighandler_t signal(int number, __sighandler_t handler)
{
    const struct sigaction action = {.sa_handler = handler};
    struct sigaction before;
    return sigaction(number, &action, &before) == 0 ? before.sa_handler : SIG_ERR;
}

/* What the program blocks stays of no effect: nothing is sent to it from outside. */
HOOK int sigprocmask(int how, const sigset_t *restrict set, sigset_t *restrict before)
{
    (void)how;
    (void)set;
    if (before)
        (void)sigemptyset(before);
    return 0;
}

HOOK int pthread_sigmask(int how, const sigset_t *restrict set, sigset_t *restrict before)
{
    return sigprocmask(how, set, before);
}

static bool is_ignored_by_default(int number)
{
    return number == SIGCHLD || number == SIGURG || number == SIGWINCH || number == SIGCONT;
}

int signals_deliver(int number, uint64_t where)
{
    if (!is_signal(number)) {
        errno = EINVAL;
        return -1;
    }
    const struct sigaction action = actions[number];
    if (action.sa_handler == SIG_IGN ||
        (action.sa_handler == SIG_DFL && is_ignored_by_default(number)))
        return 0;
    if (action.sa_handler == SIG_DFL)
        program_killed(number, where);
    if (action.sa_flags & SA_SIGINFO) {
        siginfo_t info = {.si_signo = number, .si_code = SI_TKILL};
        action.sa_sigaction(number, &info, NULL);
    } else {
        action.sa_handler(number);
    }
    return 0;
}

HOOK int raise(int number)
{
    return signals_deliver(number, WHERE);
}

HOOK int kill(pid_t pid, int number)
{
    if (pid != getpid())
        engine_refuse("kill of another process", WHERE);
    return signals_deliver(number, WHERE);
}

/* To another thread it comes at any time, which is not explored. */
HOOK int pthread_kill(pthread_t handle, int number)
{
    const struct thread *thread = engine_find(handle);
    if (thread && number == 0)
        return 0;
    if (thread != engine.current)
        engine_refuse("pthread_kill of another thread", WHERE);
    return signals_deliver(number, WHERE) == 0 ? 0 : EINVAL;
}
