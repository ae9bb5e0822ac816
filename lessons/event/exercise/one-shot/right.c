/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It happens for all of them: broadcast.
 */
#include <pthread.h>

#include "event.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of `is_set` */
static pthread_cond_t set = PTHREAD_COND_INITIALIZER;
static int is_set;

void event_set(void)
{
    pthread_mutex_lock(&lock);
    is_set = 1;
    pthread_cond_broadcast(&set);
    pthread_mutex_unlock(&lock);
}

void event_wait(void)
{
    pthread_mutex_lock(&lock);
    while (!is_set)
        pthread_cond_wait(&set, &lock);
    pthread_mutex_unlock(&lock);
}
