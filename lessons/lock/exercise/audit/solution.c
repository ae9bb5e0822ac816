/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Both accounts stand still while they are counted.
 */
#include "savings.h"

int audit(void)
{
    pthread_mutex_lock(&cash.lock);
    pthread_mutex_lock(&bank.lock);
    int sum = cash.balance + bank.balance;
    pthread_mutex_unlock(&bank.lock);
    pthread_mutex_unlock(&cash.lock);
    return sum;
}
