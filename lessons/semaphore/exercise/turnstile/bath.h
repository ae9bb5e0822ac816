/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef BATH_H
#define BATH_H

#define LANES 2 /* so many may swim at once */

/* Yours: goes in when there is room, swims, and comes out. Called by several threads. */
void visit(void);

/* The driver's: swims. Takes long; never more than LANES at once. */
void swim(void);

#endif
