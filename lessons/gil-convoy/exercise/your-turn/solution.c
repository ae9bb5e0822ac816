/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever comes draws a number, and has the lock when it is up. To offer it is to stand at the end.
 */
#include <pthread.h>

#include "lock.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER; /* of the two numbers */
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;
static long next_number, number_up;

void take_lock(void)
{
    pthread_mutex_lock(&mutex);
    long mine = next_number++;
    while (number_up != mine) {
        must_wait();
        pthread_cond_wait(&news, &mutex);
    }
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
