/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef TASKS_H
#define TASKS_H

#define MOST_TASKS 1000

/* Yours: puts a task into the queue. Never more than MOST_TASKS, and none after close_pool(). */
void give(int task);
/* Yours: no more tasks will come. What is in the queue will still be done. */
void close_pool(void);
/* Yours: the life of a worker. Waits for tasks and does them, one after the other; returns when the
 * pool is closed and nothing is left. Called by several threads. */
void work(void);

/* The driver's: does a task. It takes long, and tasks do not disturb each other. */
void do_task(int task);

#endif
