/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All forks are in one order, and everybody takes the lower one first: no circle can close.
 */
#include <pthread.h>

#include "table.h"

static pthread_mutex_t fork_at[SEATS] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
                                         PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};

void dine(int seat)
{
    int left = seat, right = (seat + 1) % SEATS;
    int first = left < right ? left : right, second = left < right ? right : left;
    pthread_mutex_lock(&fork_at[first]);
    pthread_mutex_lock(&fork_at[second]);
    eat(seat);
    pthread_mutex_unlock(&fork_at[second]);
    pthread_mutex_unlock(&fork_at[first]);
}
