/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef TASKS_H
#define TASKS_H

#define PERMITS    2 /* so many tasks may be done at once */
#define MOST_TASKS 100

/* Yours: does the tasks 0 to count - 1, each in a thread of its own, and never more than PERMITS at
 * once. Returns how many of them succeeded, when all threads have ended. */
int do_all(int count);

/* The driver's: does one task, which takes long. 1: it succeeded, 0: it failed. */
int do_task(int task);

#endif
