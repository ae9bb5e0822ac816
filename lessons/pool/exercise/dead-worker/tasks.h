/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef TASKS_H
#define TASKS_H

#define MOST_TASKS 100

/* Yours: has the tasks 0 to count - 1 done by a pool of so many worker processes, who take them
 * from one queue. A task that kills its worker is lost, and not tried again; all others are done,
 * once. Returns how many were done, when no worker is left; -1 if there can be no pool. */
int do_all(int workers, int count);

/* The driver's: does a task, in a worker. Some tasks have a fault, which kills the process. */
void do_task(int task);

#endif
