/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call. The stock lies with one process, the manager; all
 * others ask it.
 */
#ifndef SHOP_H
#define SHOP_H

/* A request: what it means is for you to say. */
struct request {
    int what;
    long value, other;
};

/* Yours, called in the manager, for one request after the other: changes the stock if it should,
 * and returns the answer. It must not wait for anything. */
long manager_handle(long *stock, const struct request *request);
/* Yours, called in several clients at once: takes one piece out of the stock if there is one.
 * Returns 1: had one; 0: there was none left. It asks the manager, a few times at the most. */
int client_take(void);

/* The driver's: sends a request to the manager and returns its answer. */
long ask(const struct request *request);

#endif
