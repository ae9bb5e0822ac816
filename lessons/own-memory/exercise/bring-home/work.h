/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef WORK_H
#define WORK_H

/* Yours: makes `workers` children, all of them before it waits for any; child number i calls
 * work(i). What that returned is in results[i] in the end, and no child is left. Returns 0, or 1 if
 * something failed. */
int work_in_children(int workers, long *results);

/* The driver's: does the work of child number i and returns its result, any number. */
long work(int i);

#endif
