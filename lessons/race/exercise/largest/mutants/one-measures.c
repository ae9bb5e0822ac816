/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * The lock is held while one measures.
 */
#include <pthread.h>

#include "largest.h"

static int best; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void measure_and_keep(int place)
{
    pthread_mutex_lock(&lock);
    int result = measure(place);
    if (result > best)
        best = result;
    pthread_mutex_unlock(&lock);
}

int largest(void)
{
    return best;
}
