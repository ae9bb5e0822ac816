/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef BANK_H
#define BANK_H

#define ACCOUNTS 4

/* Yours: puts `amount` into each account. Called once, before any thread. */
void open_accounts(int amount);
/* Yours: books a transfer (see below), and moves `amount` from one account to the other, which is
 * another one. Called by several threads at once. */
void transfer(int from, int to, int amount);
/* Yours: what is in an account. Called when no thread transfers any more. */
int balance_of(int account);

/* The driver's: writes a transfer down, which takes long. On the two accounts nobody else may move
 * money meanwhile; all other accounts have nothing to do with it. */
void book(int from, int to, int amount);

#endif
