/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The seats of a theatre. Every function may be called by several threads at once.
 */
#ifndef SEATS_H
#define SEATS_H

/* Opens the sale of `count` seats. Before any thread sells. */
void seats_open(int count);
/* Sells one: 1 if the caller has it, 0 if there is none left. No seat is sold twice. */
int seats_sell(void);
/* How many are left. */
int seats_left(void);

#endif
