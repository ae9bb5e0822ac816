/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: race
 * Looks once without the lock and again with it: right, but the first look is a data race.
 */
#include <pthread.h>

#include "largest.h"

static int best; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void measure_and_keep(int place)
{
    int result = measure(place);
    if (result <= best)
        return;
    pthread_mutex_lock(&lock);
    if (result > best)
        best = result;
    pthread_mutex_unlock(&lock);
}

int largest(void)
{
    return best;
}
