/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * In turn, but nobody says that it waits.
 */
#include <pthread.h>

#include "lock.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;
static long next_number, number_up;

void take_lock(void)
{
    pthread_mutex_lock(&mutex);
    long mine = next_number++;
    while (number_up != mine)
        pthread_cond_wait(&news, &mutex);
    pthread_mutex_unlock(&mutex);
}

void give_lock(void)
{
    pthread_mutex_lock(&mutex);
    number_up++;
    pthread_cond_broadcast(&news);
    pthread_mutex_unlock(&mutex);
}

void offer_lock(void)
{
    give_lock();
    take_lock();
}
