/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * All wait on one condition, and one of them is woken: perhaps not the one who can smoke.
 */
#include <pthread.h>
#include <stdbool.h>

#include "table.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;
static bool lies[THINGS];

void lay(int thing)
{
    pthread_mutex_lock(&lock);
    lies[thing] = true;
    pthread_cond_signal(&news);
    pthread_mutex_unlock(&lock);
}

void smoke_once(int own)
{
    int one = (own + 1) % THINGS, other = (own + 2) % THINGS;
    pthread_mutex_lock(&lock);
    while (!lies[one] || !lies[other])
        pthread_cond_wait(&news, &lock);
    lies[one] = lies[other] = false;
    pthread_mutex_unlock(&lock);
    smoke(own);
}
