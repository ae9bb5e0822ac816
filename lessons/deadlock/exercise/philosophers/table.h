/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef TABLE_H
#define TABLE_H

#define SEATS 4 /* and so many forks: number i lies to the left of seat i, i + 1 to its right */

/* Yours: the philosopher in `seat` takes the forks to the left and to the right, has one meal, and
 * puts them back. Called by SEATS threads, each with a seat of its own. */
void dine(int seat);

/* The driver's: one meal. Takes long; only with both forks in hand. */
void eat(int seat);

#endif
