/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef DESKS_H
#define DESKS_H

#define DESKS 2

/* Yours: called once, before the processes are made. Returns 0, or 1 if something failed. */
int desks_open(void);
/* Yours, called by several processes at once: serves one customer with serve(), at one of DESKS
 * desks. Returns 0, or -1 if the customer was sent away. */
int desks_visit(int customer);

/* The driver's: never more than DESKS may be in it at once. Returns 0, or -1: the customer's papers
 * are not in order, and he is sent away. */
int serve(int customer);

#endif
