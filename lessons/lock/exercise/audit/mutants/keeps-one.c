/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * Gives back only one of the two.
 */
#include "savings.h"

int audit(void)
{
    pthread_mutex_lock(&cash.lock);
    pthread_mutex_lock(&bank.lock);
    int sum = cash.balance + bank.balance;
    pthread_mutex_unlock(&bank.lock);
    return sum;
}
