/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef PARK_H
#define PARK_H

#define CARS_AT_FIRST 100

/* Yours: a car comes in, and gets a ticket printed. Called by several threads at once. */
void car_in(void);
/* Yours: a car goes out, and gets its bill printed, a ticket as well. Called by several at once. */
void car_out(void);
/* Yours: how many cars are inside. Called when nobody comes or goes any more. */
long cars_inside(void);

/* The driver's: prints. It takes long, and there are printers enough for all. */
void print_ticket(void);

#endif
