/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * Both locks, but in the other order than everybody else.
 */
#include "savings.h"

int audit(void)
{
    pthread_mutex_lock(&bank.lock);
    pthread_mutex_lock(&cash.lock);
    int sum = cash.balance + bank.balance;
    pthread_mutex_unlock(&cash.lock);
    pthread_mutex_unlock(&bank.lock);
    return sum;
}
