/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each balance is read under its lock. The sum is wrong all the same.
 */
#include "savings.h"

int audit(void)
{
    pthread_mutex_lock(&cash.lock);
    int sum = cash.balance;
    pthread_mutex_unlock(&cash.lock);
    pthread_mutex_lock(&bank.lock);
    sum += bank.balance;
    pthread_mutex_unlock(&bank.lock);
    return sum;
}
