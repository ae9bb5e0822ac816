/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * It goes on when somebody else has had it: also when nobody wants it any more.
 */
#include <pthread.h>
#include <stdbool.h>

#include "lock.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;
static bool is_taken;
static long times; /* that it was taken */

void take_lock(void)
{
    pthread_mutex_lock(&mutex);
    while (is_taken) {
        must_wait();
        pthread_cond_wait(&news, &mutex);
    }
    is_taken = true;
    times++;
    pthread_cond_broadcast(&news);
    pthread_mutex_unlock(&mutex);
}

void give_lock(void)
{
    pthread_mutex_lock(&mutex);
    is_taken = false;
    pthread_cond_broadcast(&news);
    pthread_mutex_unlock(&mutex);
}

void offer_lock(void)
{
    pthread_mutex_lock(&mutex);
    long before = times;
    is_taken = false;
    pthread_cond_broadcast(&news);
    while (times == before || is_taken)
        pthread_cond_wait(&news, &mutex);
    is_taken = true;
    times++;
    pthread_mutex_unlock(&mutex);
}
