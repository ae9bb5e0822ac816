/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signals that the program sends itself. One that is sent stays pending until a thread that does
 * not block it takes it: when, and which thread, is the scheduler's choice. The delivery is a step
 * of the thread that takes it: it runs the handler in front of what it was going to do, and then
 * has that before it again. What an alarm sends may come at any time as well.
 *
 * Only once a program sends what is not taken at once are deliveries steps (engine.has_signals; the
 * search begins anew): what raise sends to its own thread is not.
 *
 * Reduction: a delivery is a step of its thread, so it depends on all of that thread's steps; on
 * what was sent to it by its links to what is pending. What a thread does behind a delivery is not
 * what it had announced; so while anything is pending a proof tries all that could be next
 * (dpor.c).
 */
#ifndef EXPLORE_CALLS_SIGNALS_H
#define EXPLORE_CALLS_SIGNALS_H

#include <signal.h>

#include "explore/engine/engine.h"

/* Of a step: the signal that it delivers; 0: it is what the thread had announced. */
ALWAYS_INLINE int signals_of(const struct op *op)
{
    return op->kind == K_SIGNAL_TAKEN ? (int)op->argument : 0;
}

/* What may be delivered to it now: bit number - 1; an alarm that is set is among it. */
uint64_t signals_due(const struct thread *thread);
/* Is it there only because an alarm may be over? */
bool signals_is_alarm(const struct thread *thread, int number);
/* The delivery as a step. */
struct op signals_delivery(const struct thread *thread, int number);
/* A delivery is the next step of the thread. */
void signals_announce(struct thread *thread, int number);
/* It has been made: runs the handler, and what the thread was going to do is before it again. */
void signals_run(struct thread *me);
/* The step was `then` in the execution before: if it was a delivery, it is announced. */
void signals_follow(struct thread *thread, const struct op *then);
/* May a thread that waits for signals, or for there being none, go on? */
bool signals_may_go(const struct thread *thread);
/* The signal that its operation takes; 0: none. */
int signals_next(const struct thread *thread);
/* The step that sent it, before which the delivery cannot be; NOBODY: there was none. */
int32_t signals_sent_by(const struct thread *thread, int number);

/* The search begins anew if it does not know yet that signals come from elsewhere. */
void signals_need(void);
/* A wait that a handler ends. True: it did (EINTR). */
enum signals_wait {
    WAIT_RESTARTS, /* with SA_RESTART it goes on waiting */
    WAIT_ENDS,
};
bool signals_wait(struct op *op, enum signals_wait way);

/* Who may take a signal changes: a thread begins, or ends. */
void signals_link_begin(struct op *op);
void signals_link_end(struct op *op);
void signals_end(const struct thread *me);

/* A call that is not async-signal-safe: a handler may interrupt it, and then makes no such call
 * itself. */
void signals_unsafe_begin(uint64_t where);
void signals_unsafe_end(void);

/* --- for the calls (sigcalls.c) --------------------------------------------------------------- */

#define SIGNALS 65

#define SIGNAL_BIT(number) (UINT64_C(1) << (((unsigned)(number)-1) & 63))

enum signal_link {
    LINK_MINE = 1,    /* what is pending for a thread */
    LINK_ALL = 2,     /* for the process */
    LINK_ACTIONS = 4, /* what is done at signals: read, or */
    LINK_CHANGES = 8, /* changed */
    LINK_MASKS = 16,  /* who blocks what */
};

/* What it blocks outside of handlers: what they block themselves is for a moment. */
uint64_t signals_blocked(const struct thread *thread);
bool signals_is_number(int number);
void signals_link(struct op *op, const struct thread *thread, unsigned links);
/* To the thread, or to the process (NULL). Has been linked and is being done. */
void signals_send(const struct thread *to, int number);
/* What the running thread does not block any more is delivered before it goes on. */
void signals_settle(uint64_t where);
/* The lowest one of the set that is pending: it is no more. 0: none. */
int signals_take(struct thread *me, uint64_t set);
uint64_t signals_pending(const struct thread *thread);
/* What is known of the last one that was taken: that is this one, right after it. */
const siginfo_t *signals_told(void);

/* sigaction, pthread_sigmask and sigsuspend. */
int signals_act(int number, const struct sigaction *action, struct sigaction *before,
                uint64_t where);
int signals_mask(int how, const sigset_t *set, sigset_t *before, uint64_t where);
int signals_suspend(uint64_t blocked, uint64_t where);
const struct sigaction *signals_action(int number);
void signals_set_action(int number, const struct sigaction *action);

#endif
