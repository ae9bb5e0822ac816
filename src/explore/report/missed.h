/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signals that woke nobody, or not all that should have been there, or the wrong one. A thread that
 * waits for ever on a condition may wait for one of them: a lost wake-up. Or they were nobody's
 * business, and it waits for another that never came.
 */
#ifndef EXPLORE_REPORT_MISSED_H
#define EXPLORE_REPORT_MISSED_H

#include "explore/engine/engine.h"

void missed_reset(void);
/* resume.h */
void missed_keep(void);
/* The running thread has signalled it, and woken all that waited: thread n where bit n is set. */
void missed_note(const void *cond, uint64_t waiters);
/* Another condition begins at this address. */
void missed_forget(const void *cond);
/* Was it one of them that the thread, which waits on a condition, should have got? True only where
 * it is certain. */
bool missed_is_why(const struct thread *waiter);
/* The thread that a signal woke in its place, and that had no use for it; or NOBODY. */
int32_t missed_thief(const struct thread *waiter);

#endif
