/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * A semaphore by hand, but whoever is woken does not look again.
 */
#include <pthread.h>

#include "bath.h"

static int inside; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t out = PTHREAD_COND_INITIALIZER;

void visit(void)
{
    pthread_mutex_lock(&lock);
    if (inside == LANES)
        pthread_cond_wait(&out, &lock);
    inside++;
    pthread_mutex_unlock(&lock);
    swim();
    pthread_mutex_lock(&lock);
    inside--;
    pthread_cond_signal(&out);
    pthread_mutex_unlock(&lock);
}
