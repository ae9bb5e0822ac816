/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cancellation. A request waits until its thread is at a cancellation point, which also ends what
 * it waits for there; then the thread goes through its cleanup handlers to its end.
 *
 * So a blocked operation may go on for one of two reasons, and the reduction tries where either
 * could have come first (record.c). Of a thread that may be cancelled at any time a proof goes
 * through all schedules.
 */
#ifndef EXPLORE_CALLS_CANCEL_H
#define EXPLORE_CALLS_CANCEL_H

#include "explore/engine/engine.h"

/* The state of a thread as an object: bits. */
#define THREAD_IS_OVER      1
#define THREAD_IS_CANCELLED 2

/* The running thread is about to announce `op` at a cancellation point. */
void cancel_begin(struct op *op);
/* It has been chosen: does not return if the thread is to end here. */
void cancel_end(void);
/* The same in two parts, for what has to be put in order first. */
bool cancel_is_due(const struct thread *thread);
_Noreturn void cancel_act(void);
/* A cancellation point that does nothing else. */
void cancel_test(uint64_t where);

#endif
