/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef LEDGER_H
#define LEDGER_H

/* Yours: called once, before the processes are made. Returns 0, or 1 if something failed. */
int ledger_open(void);
/* Yours, called by several processes at once: books one entry with book(), one process at a time.
 * Whoever books may die while it does. Then the next one gets on, and first of all calls repair().
 * Returns 0, or 1 if something failed. */
int ledger_book(void);

/* The driver's: writes on both sides of the ledger. A process may die in it. */
void book(void);
/* The driver's: both sides are the same again. Once for each who has died in book(). */
void repair(void);

#endif
