/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef LARGEST_H
#define LARGEST_H

/* Yours: measures once, and remembers the result if it is the largest so far. Called by several
 * threads at once. */
void measure_and_keep(int place);
/* Yours: the largest result. Called when no thread measures any more. */
int largest(void);

/* The driver's: measures at a place: a number above 0. It takes long; two may be done at once. */
int measure(int place);

#endif
