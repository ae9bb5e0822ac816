/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The calls of signal.h from before sigaction and sigprocmask, in terms of these.
 */
#include <errno.h>
#include <signal.h>

#include "explore/calls/signals.h"
#include "explore/engine/engine.h"

static int fail(int error)
{
    errno = error;
    return -1;
}

static int mask_one(int how, int number, sigset_t *before, uint64_t where)
{
    sigset_t set;
    if (!signals_is_number(number))
        return fail(EINVAL);
    (void)sigemptyset(&set);
    (void)sigaddset(&set, number);
    return signals_mask(how, &set, before, where);
}

static __sighandler_t handle(int number, __sighandler_t handler, int flags, uint64_t where)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags}, before;
    return signals_act(number, &action, &before, where) == 0 ? before.sa_handler : SIG_ERR;
}

HOOK int sighold(int number)
{
    return mask_one(SIG_BLOCK, number, NULL, WHERE);
}

HOOK int sigrelse(int number)
{
    return mask_one(SIG_UNBLOCK, number, NULL, WHERE);
}

HOOK int sigignore(int number)
{
    return handle(number, SIG_IGN, 0, WHERE) == SIG_ERR ? -1 : 0;
}

HOOK __sighandler_t sigset(int number, __sighandler_t handler)
{
    sigset_t before;
    struct sigaction action;
    if (handler == SIG_HOLD) {
        if (signals_act(number, NULL, &action, WHERE) != 0 ||
            mask_one(SIG_BLOCK, number, &before, WHERE) != 0)
            return SIG_ERR;
        return sigismember(&before, number) ? SIG_HOLD : action.sa_handler;
    }
    __sighandler_t old = handle(number, handler, 0, WHERE);
    if (old == SIG_ERR || mask_one(SIG_UNBLOCK, number, &before, WHERE) != 0)
        return SIG_ERR;
    return sigismember(&before, number) ? SIG_HOLD : old;
}

HOOK int siginterrupt(int number, int ends)
{
    struct sigaction action;
    if (signals_act(number, NULL, &action, WHERE) != 0)
        return -1;
    action.sa_flags = ends ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
    return signals_act(number, &action, NULL, WHERE);
}

/* What signal() was in System V: the handler is there for one signal, which it does not block. */
HOOK __sighandler_t sysv_signal(int number, __sighandler_t handler)
{
    return handle(number, handler, (int)SA_RESETHAND | SA_NODEFER, WHERE);
}

/* What signal() is in a program that is compiled as strict C. */
__sighandler_t __sysv_signal(int number, __sighandler_t handler);
HOOK __sighandler_t __sysv_signal(int number, __sighandler_t handler)
{
    return handle(number, handler, (int)SA_RESETHAND | SA_NODEFER, WHERE);
}

/* sigpause in a program that asks for X/Open; elsewhere the name is another call. */
int __xpg_sigpause(int number);
HOOK int __xpg_sigpause(int number)
{
    if (!signals_is_number(number))
        return fail(EINVAL);
    return signals_suspend(engine.current->blocked & ~SIGNAL_BIT(number), WHERE);
}
