/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lock that can be offered: it is given back, and taken again. Those who wait are told.
 */
#include <pthread.h>
#include <stdbool.h>

#include "lock.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER; /* of `is_taken` */
static pthread_cond_t is_free = PTHREAD_COND_INITIALIZER;
static bool is_taken;

void take_lock(void)
{
    pthread_mutex_lock(&mutex);
    while (is_taken) {
        must_wait();
        pthread_cond_wait(&is_free, &mutex);
    }
    is_taken = true;
    pthread_mutex_unlock(&mutex);
}

void give_lock(void)
{
    pthread_mutex_lock(&mutex);
    is_taken = false;
    pthread_cond_signal(&is_free);
    pthread_mutex_unlock(&mutex);
}

void offer_lock(void)
{
    give_lock();
    take_lock();
}
