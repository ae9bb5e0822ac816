/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two accounts, each with a lock of its own. Whoever needs both takes the lock of cash first: that
 * is the rule of the house, which the driver keeps as well.
 */
#ifndef SAVINGS_H
#define SAVINGS_H

#include <pthread.h>

struct account {
    pthread_mutex_t lock;
    int balance;
};

extern struct account cash, bank; /* the driver's */

/* Yours: how much there is in all, while others move money from one account to the other. */
int audit(void);

#endif
