/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef OFFICE_H
#define OFFICE_H

enum answer { SOLD, REFUSED, SOLD_OUT };

#define MOST_TICKETS 4 /* to one customer */

/* Yours: sets how many tickets there are. Before anybody buys. */
void open_office(int tickets);
/* Yours: sells `wanted` tickets, all or none: none to who wants less than 1 or more than
 * MOST_TICKETS, and none if there are not enough. Prints those sold. Called by several threads. */
enum answer buy(int wanted);

/* The driver's: prints tickets. Takes long; several may be printing at once. */
void print_tickets(int tickets);

#endif
