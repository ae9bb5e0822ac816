/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef LOOP_H
#define LOOP_H

#define MOST_TASKS 4096 /* that are ever handed over */

/* Yours: any thread hands a task to the loop, at any time, and goes on at once. */
void hand_over(int task);
/* Yours: one thread does the tasks as they come, and returns when it has done so many. While there
 * is none it sleeps. */
void run_loop(int tasks);

/* The driver's: one task. Only the loop does tasks. They take long. */
void do_task(int task);
/* The driver's: until somebody calls wake_loop(). Each call of that ends one sleep, this one or the
 * next, as a byte in a pipe would. */
void sleep_loop(void);
void wake_loop(void);

#endif
