/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call. There is one future.
 */
#ifndef FUTURE_H
#define FUTURE_H

/* Yours: is the result there? */
int is_finished(void);
/* Yours: the result is there. Called once, by a worker. */
void finish(void);
/* Yours: somebody wants to be told when the result is there. Called once, by another thread, before
 * finish(), at the same time, or after it. */
void when_done(void);

/* The driver's: tells him. To be called once, by whichever of the two threads, when the result is
 * there. It asks is_finished() itself. */
void tell(void);

#endif
