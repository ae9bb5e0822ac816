/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef SUM_H
#define SUM_H

/* Yours: adds up number(i) for all i from `first` up to, not including, `end`, on two threads of
 * its own, and returns the sum. Both have ended when it returns. */
long sum_of(int first, int end);

/* The driver's: a number. Finding it takes long; two may be looked for at the same time. */
long number(int i);

#endif
