/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The calls of signal.h. The handlers of crashes are ours; what the program asks for is kept.
 */
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "explore/calls/cancel.h"
#include "explore/calls/fence.h"
#include "explore/calls/memory.h"
#include "explore/calls/signals.h"
#include "explore/engine/hooks.h"
#include "explore/report/report.h"
#include "explore/report/story.h"

static int fail(int error)
{
    errno = error;
    return -1;
}

static uint64_t bits_of(const sigset_t *set)
{
    uint64_t bits;
    memcpy(&bits, set, sizeof(bits));
    return bits & ~(SIGNAL_BIT(SIGKILL) | SIGNAL_BIT(SIGSTOP));
}

static void put_set(sigset_t *set, uint64_t bits)
{
    (void)sigemptyset(set);
    memcpy(set, &bits, sizeof(bits));
}

/* --- what is done at a signal ----------------------------------------------------------------- */

int signals_act(int number, const struct sigaction *action, struct sigaction *before,
                uint64_t where)
{
    bool is_fixed = number == SIGKILL || number == SIGSTOP;
    if (!signals_is_number(number) || (action && is_fixed))
        return fail(EINVAL);
    if (engine.has_signals) {
        struct op op = hook_op(OP_PLAIN, K_SIGNAL_ACTION, NULL, where);
        signals_link(&op, NULL, action ? LINK_CHANGES : LINK_ACTIONS);
        engine_do(&op);
        if (action)
            story_result(K_SIGNAL_ACTION, &op, 0, number, NULL);
    }
    if (before)
        *before = *signals_action(number);
    if (!action)
        return 0;
    if (engine.has_fence && action->sa_handler != SIG_IGN && action->sa_handler != SIG_DFL)
        fence_call((uintptr_t)action->sa_handler, where);
    signals_set_action(number, action);
    return 0;
}

HOOK int sigaction(int number, const struct sigaction *restrict action,
                   struct sigaction *restrict before)
{
    return signals_act(number, action, before, WHERE);
}

HOOK __sighandler_t signal(int number, __sighandler_t handler)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART}, before;
    return signals_act(number, &action, &before, WHERE) == 0 ? before.sa_handler : SIG_ERR;
}

/* --- who blocks what -------------------------------------------------------------------------- */

int signals_mask(int how, const sigset_t *set, sigset_t *before, uint64_t where)
{
    struct thread *me = engine.current;
    if (set && how != SIG_BLOCK && how != SIG_UNBLOCK && how != SIG_SETMASK)
        return EINVAL;
    if (set && engine.has_signals) {
        struct op op = hook_op(OP_PLAIN, K_SIGNAL_MASK, NULL, where);
        op.flags = OP_ACQUIRE;
        signals_link(&op, me, LINK_MINE | LINK_ALL | LINK_ACTIONS | LINK_MASKS);
        engine_do(&op);
        story_result(K_SIGNAL_MASK, &op, 0, 0, NULL);
    }
    uint64_t old = me->blocked, bits = set ? bits_of(set) : 0;
    if (before)
        put_set(before, old);
    if (!set)
        return 0;
    me->blocked = how == SIG_BLOCK ? old | bits : how == SIG_UNBLOCK ? old & ~bits : bits;
    signals_settle(where);
    return 0;
}

HOOK int sigprocmask(int how, const sigset_t *restrict set, sigset_t *restrict before)
{
    int error = signals_mask(how, set, before, WHERE);
    return error ? fail(error) : 0;
}

HOOK int pthread_sigmask(int how, const sigset_t *restrict set, sigset_t *restrict before)
{
    return signals_mask(how, set, before, WHERE);
}

HOOK int sigpending(sigset_t *set)
{
    const struct thread *me = engine.current;
    if (engine.has_signals) {
        struct op op = hook_op(OP_PLAIN, K_NONE, NULL, WHERE);
        signals_link(&op, me, LINK_MINE | LINK_ALL | LINK_ACTIONS);
        engine_do(&op);
    }
    put_set(set, signals_pending(me) & me->blocked);
    return 0;
}

/* --- sending ---------------------------------------------------------------------------------- */

/* Others that could take what is sent to the process. */
static bool others_take(int number)
{
    bool take = false;
    for (uint32_t i = 0; i < engine.count; i++) {
        const struct thread *thread = &engine.threads[i];
        take |= thread != engine.current && thread->life == LIFE_GOING &&
                !(signals_blocked(thread) & SIGNAL_BIT(number));
    }
    return take;
}

/* To the thread, or to the process (NULL): who sends it to itself has taken it when the call
 * returns. */
static int send_to(const struct thread *to, int number, uint64_t where)
{
    struct thread *me = engine.current;
    bool is_mine = to == me || (!to && engine.is_alone);
    if (!signals_is_number(number))
        return EINVAL;
    if (number == SIGSTOP || number == SIGTSTP || number == SIGTTIN || number == SIGTTOU)
        engine_refuse("a signal that stops the program", where);
    if (!is_mine || (me->blocked & SIGNAL_BIT(number)))
        signals_need();
    struct op op = hook_op(OP_PLAIN, is_mine ? K_RAISE : to ? K_KILL : K_KILL_PROCESS, NULL, where);
    op.flags = OP_ACQUIRE | OP_RELEASE;
    op.argument = number;
    if (engine.has_signals)
        signals_link(&op, to ? to : me, LINK_ACTIONS | (to ? LINK_MINE : LINK_ALL | LINK_MASKS));
    engine_do(&op);
    story_result((enum event_kind)op.kind, &op, to ? to->index + 1 : 0, number, NULL);
    if (to && to->is_joined) {
        report_misuse("a signal to a thread that was joined before", ESRCH, NULL, where);
        engine_end(END_FAILED);
    }
    signals_send(to, number);
    if (is_mine || (!to && !others_take(number)))
        signals_settle(where);
    else
        engine.is_alone &= engine.pending == 0;
    return 0;
}

int signals_deliver(int number, uint64_t where)
{
    int error = send_to(engine.current, number, where);
    return error ? fail(error) : 0;
}

HOOK int raise(int number)
{
    return signals_deliver(number, WHERE);
}

HOOK int kill(pid_t pid, int number)
{
    if (pid != getpid())
        engine_refuse("kill of another process", WHERE);
    if (number == 0)
        return 0;
    int error = send_to(NULL, number, WHERE);
    return error ? fail(error) : 0;
}

HOOK int pthread_kill(pthread_t handle, int number)
{
    const struct thread *thread = engine_find(handle);
    if (!thread) {
        report_misuse("a signal to what is no thread", ESRCH, NULL, WHERE);
        engine_end(END_FAILED);
    }
    return number == 0 ? 0 : send_to(thread, number, WHERE);
}

/* --- waiting ---------------------------------------------------------------------------------- */

/* Until a handler has run. */
static int wait_for_handler(uint64_t where)
{
    struct op op = hook_op(OP_PAUSE, K_SIGNAL_WAIT, NULL, where);
    cancel_begin(&op);
    (void)signals_wait(&op, WAIT_ENDS);
    cancel_end();
    return fail(EINTR);
}

/* What comes before it begins to wait is not what it waits for. */
HOOK int pause(void)
{
    signals_need();
    struct op op = hook_op(OP_PLAIN, K_SIGNAL_WAIT, NULL, WHERE);
    engine_do(&op);
    story_result(K_SIGNAL_WAIT, &op, 0, 0, NULL);
    return wait_for_handler(WHERE);
}

int signals_suspend(uint64_t blocked, uint64_t where)
{
    signals_need();
    struct thread *me = engine.current;
    struct op op = hook_op(OP_PLAIN, K_SIGNAL_WAIT, NULL, where);
    signals_link(&op, me, LINK_MINE | LINK_ALL | LINK_ACTIONS | LINK_MASKS);
    engine_do(&op);
    story_result(K_SIGNAL_WAIT, &op, 0, 0, NULL);
    uint64_t before = me->blocked;
    me->blocked = blocked;
    (void)wait_for_handler(where);
    me->blocked = before;
    return fail(EINTR);
}

HOOK int sigsuspend(const sigset_t *set)
{
    return signals_suspend(bits_of(set), WHERE);
}

/* The signal that was waited for; 0: a handler came between. */
static int wait_for_one_of(const sigset_t *set, bool is_interrupted, uint64_t where)
{
    signals_need();
    struct thread *me = engine.current;
    uint64_t bits = bits_of(set);
    struct op op = hook_op(OP_SIGWAIT, K_SIGNAL_WAITED, NULL, where);
    op.flags = OP_ACQUIRE;
    op.argument = (int64_t)bits;
    signals_link(&op, me, LINK_MINE | LINK_ALL | LINK_ACTIONS);
    cancel_begin(&op);
    if (!is_interrupted)
        engine_do(&op);
    else if (signals_wait(&op, WAIT_ENDS))
        return 0;
    cancel_end();
    int number = signals_take(me, bits);
    story_result(K_SIGNAL_WAITED, &op, 0, number, NULL);
    return number;
}

HOOK int sigwait(const sigset_t *restrict set, int *restrict number)
{
    int found = wait_for_one_of(set, false, WHERE);
    memory_access((uintptr_t)number, sizeof(*number), OP_WRITES, K_MEM_WRITE, WHERE);
    *number = found;
    return 0;
}

HOOK int sigwaitinfo(const sigset_t *restrict set, siginfo_t *restrict info)
{
    int found = wait_for_one_of(set, true, WHERE);
    if (info)
        *info = found ? *signals_told() : (siginfo_t){0};
    return found ? found : fail(EINTR);
}

/* Chosen when nothing is there, its time was over. */
HOOK int sigtimedwait(const sigset_t *restrict set, siginfo_t *restrict info,
                      const struct timespec *restrict most)
{
    (void)most;
    signals_need();
    struct thread *me = engine.current;
    struct op op = hook_op(OP_PLAIN, K_SIGNAL_WAITED, NULL, WHERE);
    op.flags = OP_ACQUIRE | OP_TRIES;
    signals_link(&op, me, LINK_MINE | LINK_ALL | LINK_ACTIONS);
    cancel_begin(&op);
    bool was_interrupted = signals_wait(&op, WAIT_ENDS);
    cancel_end();
    if (was_interrupted)
        return fail(EINTR);
    int found = signals_take(me, bits_of(set));
    if (!found)
        return fail(EAGAIN);
    story_result(K_SIGNAL_WAITED, &op, 0, found, NULL);
    if (info)
        *info = *signals_told();
    return found;
}

/* --- leaving a handler by a jump -------------------------------------------------------------- */

static _Noreturn void jump(const char *name, struct __jmp_buf_tag *to, int value, uint64_t where)
{
    struct thread *me = engine.current;
    if (engine.is_live && me->handlers > 0) {
        if (engine.has_signals)
            engine_refuse("a jump out of a signal handler", where);
        me->blocked = signals_blocked(me);
        me->handlers = 0;
    }
    void (*real)(struct __jmp_buf_tag *, int);
    *(void **)&real = dlsym(RTLD_NEXT, name);
    real(to, value);
    engine_internal("a jump that comes back");
}

void __longjmp_chk(struct __jmp_buf_tag *to, int value);

HOOK _Noreturn void longjmp(jmp_buf to, int value)
{
    jump("longjmp", to, value, WHERE);
}

HOOK _Noreturn void siglongjmp(sigjmp_buf to, int value)
{
    jump("siglongjmp", to, value, WHERE);
}

HOOK _Noreturn void __longjmp_chk(struct __jmp_buf_tag *to, int value)
{
    jump("__longjmp_chk", to, value, WHERE);
}
