/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef BELT_H
#define BELT_H

#define BELT_PLACES 1

/* Yours: cooks one plate and lays it on the belt, when there is a free place. */
void serve_one(void);
/* Yours: takes one plate from the belt, when there is one, and eats it. */
void enjoy_one(void);

/* The driver's: both take long, and disturb nobody. */
void cook(void);
void eat(void);
/* The driver's: looks at the number of plates on the belt. To be called after each change, before
 * anybody can make the next. */
void belt_shows(int plates);

#endif
