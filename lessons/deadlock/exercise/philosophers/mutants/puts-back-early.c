/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The left fork is put back before the meal.
 */
#include <pthread.h>

#include "table.h"

static pthread_mutex_t fork_at[SEATS] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
                                         PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};

void dine(int seat)
{
    int left = seat, right = (seat + 1) % SEATS;
    pthread_mutex_lock(&fork_at[left]);
    pthread_mutex_lock(&fork_at[right]);
    pthread_mutex_unlock(&fork_at[left]);
    eat(seat);
    pthread_mutex_unlock(&fork_at[right]);
}
