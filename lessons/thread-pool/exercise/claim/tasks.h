/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef TASKS_H
#define TASKS_H

#define MOST_TASKS 1000

/* Yours: there are so many tasks, 0, 1, 2 and so on. Called once, before any worker works. */
void tasks_are(int count);
/* Yours: takes tasks and does them, until there is none. Called by several threads. */
void work(void);

/* The driver's: does a task. It takes long, and tasks do not disturb each other. */
void do_task(int task);

#endif
