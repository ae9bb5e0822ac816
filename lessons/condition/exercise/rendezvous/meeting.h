/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers.
 */
#ifndef MEETING_H
#define MEETING_H

/* Yours: two friends meet. Called once by each, with 0 and with 1. Nobody goes on before both have
 * called it. */
void meet(int me);

#endif
