/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef TASKS_H
#define TASKS_H

/* Yours: does the tasks 0 to count - 1, each once and each in a thread of its own, and comes back
 * when all are done. Returns 0, or 1 if a thread could not be made. */
int do_all(int count);

/* At most so many. */
#define MOST_TASKS 16

/* The driver's: does a task. It takes long, and tasks do not disturb each other. */
void do_task(int number);

#endif
