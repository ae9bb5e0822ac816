/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef SCORES_H
#define SCORES_H

#define MOST_PLAYERS 64

/* Yours: the sum of the scores of players 0 to `players` - 1. A thread of its own looks for each;
 * all have ended when it returns. */
long sum_of_scores(int players);

/* The driver's: looks for a score. It takes long; several may be looked for at the same time. */
long score_of(int player);

#endif
