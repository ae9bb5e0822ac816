/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explore/calls/signals.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "explore/calls/timers.h"
#include "explore/engine/hooks.h"
#include "explore/report/report.h"
#include "explore/report/story.h"
#include "explore/search/spin.h"

#define PROCESS  THREADS /* what is pending for all threads */
#define NESTED   8       /* handlers of one thread */
#define TOO_DEEP "more than 8 signal handlers that interrupt each other"
#define STEP     16u /* between the addresses of the objects below */

/* What a handler interrupted. */
struct frame {
    struct op op;
    uint64_t blocked;
    uint8_t waits;
    bool at_point, is_unsafe;
};

static struct sigaction actions[SIGNALS];
static uint64_t pending[THREADS + 1]; /* by thread; bit number - 1 */
static int32_t sent_by[THREADS + 1][SIGNALS];
static struct frame frames[THREADS][NESTED];
static bool is_used;
static siginfo_t told; /* of the last one that was taken */

void signals_reset(void)
{
    engine.pending = 0;
    timers_reset();
    if (!is_used)
        return;
    memset(actions, 0, sizeof(actions));
    memset(pending, 0, sizeof(pending));
    is_used = false;
}

bool signals_is_number(int number)
{
    return number > 0 && number < SIGNALS;
}

const struct sigaction *signals_action(int number)
{
    return &actions[number];
}

static bool is_ignored_by_default(int number)
{
    return number == SIGCHLD || number == SIGURG || number == SIGWINCH || number == SIGCONT;
}

static bool is_ignored(int number)
{
    return actions[number].sa_handler == SIG_IGN ||
           (actions[number].sa_handler == SIG_DFL && is_ignored_by_default(number));
}

/* --- what is pending -------------------------------------------------------------------------- */

static void set_pending(unsigned who, uint64_t set)
{
    engine.pending -= (uint32_t)__builtin_popcountll(pending[who]);
    engine.pending += (uint32_t)__builtin_popcountll(set);
    pending[who] = set;
    is_used = true;
}

void signals_set_action(int number, const struct sigaction *action)
{
    actions[number] = *action;
    is_used = true;
    for (unsigned i = 0; i <= THREADS && is_ignored(number); i++)
        set_pending(i, pending[i] & ~SIGNAL_BIT(number));
}

uint64_t signals_pending(const struct thread *thread)
{
    return pending[thread->index] | pending[PROCESS];
}

uint64_t signals_due(const struct thread *thread)
{
    if (engine.pending == 0 || thread->life != LIFE_GOING)
        return 0;
    return (signals_pending(thread) | timers_ringing()) & ~thread->blocked;
}

bool signals_is_alarm(const struct thread *thread, int number)
{
    return !(signals_pending(thread) & SIGNAL_BIT(number));
}

bool signals_may_go(const struct thread *thread)
{
    if (thread->op.type == OP_SIGWAIT)
        return (signals_pending(thread) | timers_ringing()) & (uint64_t)thread->op.argument;
    return thread->op.type == OP_CALM && !(signals_pending(thread) & ~thread->blocked);
}

int signals_next(const struct thread *thread)
{
    if (thread->op.type == OP_DELIVER)
        return (int)thread->op.argument;
    uint64_t found = (signals_pending(thread) | timers_ringing()) & (uint64_t)thread->op.argument;
    return found ? __builtin_ctzll(found) + 1 : 0;
}

int32_t signals_sent_by(const struct thread *thread, int number)
{
    uint64_t bit = number ? SIGNAL_BIT(number) : 0;
    return pending[thread->index] & bit ? sent_by[thread->index][number]
           : pending[PROCESS] & bit     ? sent_by[PROCESS][number]
                                        : timers_set_by(number);
}

/* The number is no longer pending. */
static void drop(const struct thread *me, int number)
{
    told = (siginfo_t){.si_signo = number, .si_code = SI_USER};
    told.si_pid = getpid();
    uint64_t bit = SIGNAL_BIT(number);
    if (pending[me->index] & bit) {
        told.si_code = SI_TKILL;
        set_pending(me->index, pending[me->index] & ~bit);
    } else if (pending[PROCESS] & bit)
        set_pending(PROCESS, pending[PROCESS] & ~bit);
    else
        timers_ring(number, &told);
}

const siginfo_t *signals_told(void)
{
    return &told;
}

int signals_take(struct thread *me, uint64_t set)
{
    uint64_t found = (signals_pending(me) | timers_ringing()) & set;
    if (!found)
        return 0;
    int number = __builtin_ctzll(found) + 1;
    drop(me, number);
    return number;
}

/* --- what depends on what --------------------------------------------------------------------- */

static void add(struct op *op, unsigned which, enum link_mode mode)
{
    (void)hook_link(op, (const void *)(uintptr_t)(STEP * (1 + which)), TAG_SIGNAL);
    op->links[op->links_used - 1].mode = (uint8_t)mode;
}

void signals_link(struct op *op, const struct thread *thread, unsigned links)
{
    if (links & LINK_MINE)
        add(op, thread->index, LINK_WRITE);
    if (links & LINK_ALL)
        add(op, PROCESS, LINK_WRITE);
    if (links & (LINK_ACTIONS | LINK_CHANGES))
        add(op, PROCESS + 1, links & LINK_CHANGES ? LINK_WRITE : LINK_READ);
    if (links & LINK_MASKS)
        add(op, PROCESS + 2, LINK_WRITE);
}

void signals_link_begin(struct op *op)
{
    if (engine.has_signals)
        signals_link(op, NULL, LINK_MASKS);
}

void signals_link_end(struct op *op)
{
    if (engine.has_signals)
        signals_link(op, engine.current, LINK_MINE | LINK_MASKS);
}

void signals_end(const struct thread *me)
{
    if (pending[me->index])
        set_pending(me->index, 0);
}

void signals_need(void)
{
    if (engine.has_signals)
        return;
    engine.has_signals = engine.has_ends = engine.has_escaped = true;
    engine_end(END_BLOCKED);
}

/* --- sending ---------------------------------------------------------------------------------- */

uint64_t signals_blocked(const struct thread *thread)
{
    return thread->handlers > 0 ? frames[thread->index][0].blocked : thread->blocked;
}

static bool is_blocked_by_all(int number)
{
    bool is_blocked = true;
    for (uint32_t i = 0; i < engine.count; i++)
        if (engine.threads[i].life == LIFE_GOING)
            is_blocked &= (signals_blocked(&engine.threads[i]) & SIGNAL_BIT(number)) != 0;
    return is_blocked;
}

void signals_send(const struct thread *to, int number)
{
    unsigned who = to ? to->index : PROCESS;
    uint64_t bit = SIGNAL_BIT(number);
    bool is_blocked = to ? (to->blocked & bit) != 0 : is_blocked_by_all(number);
    if ((is_ignored(number) && !is_blocked) || (to && to->life == LIFE_OVER))
        return;
    if (pending[who] & bit)
        return; /* two become one */
    set_pending(who, pending[who] | bit);
    sent_by[who][number] = engine.current->last;
}

/* --- handlers --------------------------------------------------------------------------------- */

static void call(struct thread *me, int number, const struct sigaction *action, uint64_t where)
{
    if (is_ignored(number))
        return;
    if (action->sa_handler == SIG_DFL)
        program_killed(number, where);
    uint64_t mask;
    memcpy(&mask, &action->sa_mask, sizeof(mask));
    if (!(action->sa_flags & SA_NODEFER))
        mask |= SIGNAL_BIT(number);
    me->blocked |= mask;
    const struct op op = hook_op(OP_PLAIN, K_SIGNAL_DONE, NULL, where);
    if (action->sa_flags & SA_SIGINFO) {
        siginfo_t info = told;
        action->sa_sigaction(number, &info, NULL);
    } else {
        action->sa_handler(number);
    }
    story_result(K_SIGNAL_DONE, &op, 0, number, NULL);
}

/* Runs the handler in front of what the thread is doing. */
static void interrupt(struct thread *me, int number, uint64_t where)
{
    const struct sigaction action = actions[number];
    if (me->handlers == NESTED)
        engine_refuse(TOO_DEEP, where);
    struct frame *frame = &frames[me->index][me->handlers];
    frame->blocked = me->blocked;
    frame->waits = me->waits;
    frame->at_point = me->at_point;
    frame->is_unsafe = me->is_unsafe;
    if (action.sa_flags & (int)SA_RESETHAND)
        actions[number].sa_handler = SIG_DFL;
    uintptr_t outer = me->handler_frame, hook_top = me->hook_top;
    uint64_t hook_where = me->hook_where;
    me->handlers++;
    me->at_point = me->is_unsafe = false;
    me->waits = 0;
    me->handler_frame = (uintptr_t)__builtin_frame_address(0);
    call(me, number, &action, where);
    me->handler_frame = outer;
    me->hook_top = hook_top;
    me->hook_where = hook_where;
    me->handlers--;
    me->blocked = frame->blocked;
    me->at_point = frame->at_point;
    me->is_unsafe = frame->is_unsafe;
    me->waits = frame->waits;
}

struct op signals_delivery(const struct thread *thread, int number)
{
    struct op op = hook_op(OP_DELIVER, K_SIGNAL_TAKEN, NULL, thread->op.where);
    bool resets = actions[number].sa_flags & (int)SA_RESETHAND;
    op.thread = thread->index;
    op.argument = number;
    op.flags = OP_ACQUIRE | OP_RESOLVED;
    signals_link(&op, thread, LINK_MINE | LINK_ALL | (resets ? LINK_CHANGES : LINK_ACTIONS));
    op.base_links = op.links_used;
    return op;
}

void signals_announce(struct thread *thread, int number)
{
    if (thread->handlers == NESTED)
        engine_refuse(TOO_DEEP, thread->op.where);
    frames[thread->index][thread->handlers].op = thread->op;
    thread->op = signals_delivery(thread, number);
}

void signals_follow(struct thread *thread, const struct op *then)
{
    engine.signal = signals_of(then);
    if (engine.signal && (signals_due(thread) & SIGNAL_BIT(engine.signal)))
        signals_announce(thread, engine.signal);
}

/* Runs the handler; what the thread was going to do is its op again, or that it waits no more. */
static void run(struct thread *me)
{
    int number = (int)me->op.argument;
    struct frame *frame = &frames[me->index][me->handlers];
    uint64_t where = me->op.where;
    drop(me, number);
    spin_changed();
    story_result(K_SIGNAL_TAKEN, &me->op, 0, number, NULL);
    bool restarts = actions[number].sa_flags & SA_RESTART;
    bool was_called = !is_ignored(number);
    interrupt(me, number, where);
    me->op = frame->op;
    if (me->op.flags & OP_RESOLVED)
        me->op.links_used = me->op.base_links;
    me->op.flags &= (uint8_t)~OP_SPINS;
    me->is_stuck = me->was_in_vain = false;
    barrier_look(me);
    if (me->waits == 0 || !was_called || (me->waits == 1 + WAIT_RESTARTS && restarts))
        return;
    /* It waits no more: what it has before it is to return. */
    me->waits = 0;
    me->was_interrupted = true;
    me->op = hook_op(OP_PLAIN, K_NONE, NULL, where);
    me->op.flags = OP_RESOLVED;
}

bool signals_wait(struct op *op, enum signals_wait way)
{
    struct thread *me = engine.current;
    me->waits = engine.has_signals ? 1 + way : 0;
    me->was_interrupted = false;
    engine_do(op);
    me->waits = 0;
    bool was_interrupted = me->was_interrupted;
    me->was_interrupted = false;
    return was_interrupted;
}

void signals_run(struct thread *me)
{
    run(me);
    engine_step(me);
}

void signals_settle(uint64_t where)
{
    struct thread *me = engine.current;
    for (;;) {
        uint64_t due = signals_pending(me) & ~me->blocked;
        if (!due)
            return;
        if ((due & (due - 1)) != 0) { /* in which order is a choice */
            struct op op = hook_op(OP_CALM, K_NONE, NULL, where);
            op.flags = OP_ACQUIRE;
            signals_link(&op, me, LINK_MINE | LINK_ALL | LINK_ACTIONS);
            engine_do(&op);
            continue;
        }
        int number = signals_take(me, due);
        const struct op op = hook_op(OP_PLAIN, K_SIGNAL_TAKEN, NULL, where);
        story_result(K_SIGNAL_TAKEN, &op, 0, number, NULL);
        interrupt(me, number, where);
    }
}

/* --- what a handler must not call ------------------------------------------------------------- */

static bool has_interrupted_unsafe(const struct thread *me)
{
    bool has = false;
    for (unsigned i = 0; i < me->handlers; i++)
        has |= frames[me->index][i].is_unsafe;
    return has;
}

void signals_unsafe_begin(uint64_t where)
{
    struct thread *me = engine.current;
    if (has_interrupted_unsafe(me)) {
        report_misuse("a call in a signal handler that interrupted one of its kind: it is not "
                      "async-signal-safe",
                      0, NULL, where);
        engine_end(END_FAILED);
    }
    me->is_unsafe = true;
}

void signals_unsafe_end(void)
{
    engine.current->is_unsafe = false;
}
