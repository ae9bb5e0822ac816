/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef MEET_H
#define MEET_H

#define WALKERS 2

/* Yours: a walker's way past `huts` huts: walks to each, and waits there for the others; nobody
 * goes on, or home, before all are there. Called by WALKERS threads. */
void hike(int huts);

/* The driver's: the way to a hut. Takes long; all may be on their way at once. */
void walk_to(int hut);

#endif
