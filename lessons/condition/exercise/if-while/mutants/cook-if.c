/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The guests look again, the cook does not; and a wait may end without cause.
 */
#include <pthread.h>

#include "belt.h"

static int plates; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t has_place = PTHREAD_COND_INITIALIZER;
static pthread_cond_t has_plate = PTHREAD_COND_INITIALIZER;

void serve_one(void)
{
    cook();
    pthread_mutex_lock(&lock);
    if (plates == BELT_PLACES)
        pthread_cond_wait(&has_place, &lock);
    plates++;
    belt_shows(plates);
    pthread_cond_signal(&has_plate);
    pthread_mutex_unlock(&lock);
}

void enjoy_one(void)
{
    pthread_mutex_lock(&lock);
    while (plates == 0)
        pthread_cond_wait(&has_plate, &lock);
    plates--;
    belt_shows(plates);
    pthread_cond_signal(&has_place);
    pthread_mutex_unlock(&lock);
    eat();
}
