/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef JOBS_H
#define JOBS_H

/* Yours: has the jobs 0 to count - 1 done, each by a child of its own, all at the same time. A job
 * whose child crashes (a signal ends it) is done again, by another child. Returns how many jobs
 * could not be done. In the end no child is left. */
int do_jobs(int count);

/* The driver's: does a job. Returns 0; or 1 if it cannot be done, which another try does not
 * change. Now and then it crashes. */
int do_job(int job);

#endif
