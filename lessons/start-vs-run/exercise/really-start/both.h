/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef BOTH_H
#define BOTH_H

/* Yours: has two new threads do the tasks 0 and 1, at the same time, and comes back when both are
 * done. Returns 0, or 1 if a thread could not be made. */
int do_both(void);

/* The driver's: does a task. It takes long. */
void do_task(int number);

#endif
