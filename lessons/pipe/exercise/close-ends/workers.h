/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef WORKERS_H
#define WORKERS_H

#define WORKERS 3

/* Yours: starts the workers, each with a pipe of its own, of which take_jobs() reads; sends job
 * number n to worker n % WORKERS; and comes back when all is done, and no child and no descriptor
 * of it is left. Returns 0, or 1 if something failed. */
int hand_out(int jobs);

/* The driver's: writes a job to a descriptor. */
void send_job(int job, int to);
/* The driver's: a worker reads jobs from a descriptor and does them, until the end of the file. */
void take_jobs(int worker, int from);

#endif
