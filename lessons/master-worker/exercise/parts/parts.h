/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef PARTS_H
#define PARTS_H

#define MOST_PARTS 1000

/* Yours: takes parts, from 0 on, until all `parts` are given out; computes each and enters the
 * result into a table. Called by several workers. */
void work(int parts);
/* Yours: waits until all parts are in the table, and returns the sum of the results. Called by the
 * master, while the workers work. */
long collect(int parts);

/* The driver's: computes a part. It takes long; two may be computed at the same time. */
long compute(int part);

#endif
