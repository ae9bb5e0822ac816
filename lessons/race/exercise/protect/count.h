/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef COUNT_H
#define COUNT_H

/* Yours: does the job `times` times, and counts each. Called by several threads at once. */
void count_jobs(long times);
/* Yours: how many jobs were done. Called when no thread counts any more. */
long jobs_counted(void);

/* The driver's: one job. It takes long, and jobs do not disturb each other. */
void do_job(void);

#endif
