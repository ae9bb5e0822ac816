/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call. There is one task, and it waits.
 */
#ifndef FUTURE_H
#define FUTURE_H

/* Yours: does the task, if it was not cancelled. Returns 1 if it did it. Called by a worker. */
int run(void);
/* Yours: cancels the task. Returns 1 if that was in time: then nobody does it, ever; and 0 if it is
 * too late. Goes on at once, even while the task is being done. Called by another thread. */
int cancel(void);

/* The driver's: does the task. It takes long. */
void do_task(void);

#endif
