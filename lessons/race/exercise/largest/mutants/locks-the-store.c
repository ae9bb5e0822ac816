/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The lock protects the store. What it was compared with may be old by then.
 */
#include <pthread.h>

#include "largest.h"

static int best; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void measure_and_keep(int place)
{
    int result = measure(place);
    pthread_mutex_lock(&lock);
    int so_far = best;
    pthread_mutex_unlock(&lock);
    if (result > so_far) {
        pthread_mutex_lock(&lock);
        best = result;
        pthread_mutex_unlock(&lock);
    }
}

int largest(void)
{
    return best;
}
