/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Nobody starves, for each takes only one fork, and eats with that of a neighbour.
 */
#include <pthread.h>

#include "table.h"

static pthread_mutex_t fork_at[SEATS] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
                                         PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};

void dine(int seat)
{
    int left = seat;
    pthread_mutex_lock(&fork_at[left]);
    eat(seat);
    pthread_mutex_unlock(&fork_at[left]);
}
