/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef JOBS_H
#define JOBS_H

#define WORKERS 2

/* Yours: WORKERS children, made beforehand, take the jobs 0 to count - 1 from one pipe, whoever is
 * free, and call do_job(); the parent calls take_result() once for each. Then no child and no
 * descriptor of it is left. Returns 0, or 1 if something failed. */
int do_jobs(int count);

/* The driver's: does a job and returns its value. The workers are at it together: it comes back
 * when as many as there are WORKERS are in it. */
int do_job(int job);
/* The driver's: takes the value of a job. */
void take_result(int job, int value);

#endif
