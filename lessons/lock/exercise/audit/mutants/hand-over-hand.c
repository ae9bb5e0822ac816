/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Counts the bank first, and goes over to cash when the lock of bank is given back.
 */
#include "savings.h"

int audit(void)
{
    pthread_mutex_lock(&bank.lock);
    int sum = bank.balance;
    pthread_mutex_unlock(&bank.lock);
    pthread_mutex_lock(&cash.lock);
    sum += cash.balance;
    pthread_mutex_unlock(&cash.lock);
    return sum;
}
