/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The lock is given back for the steps: others come in between.
 */
#include <pthread.h>

#include "counter.h"

static int number; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void count_from(int from)
{
    pthread_mutex_lock(&lock);
    number = from;
    pthread_mutex_unlock(&lock);
}

int count_now(void)
{
    pthread_mutex_lock(&lock);
    int now = number;
    pthread_mutex_unlock(&lock);
    return now;
}

int count_down(void)
{
    pthread_mutex_lock(&lock);
    int now = number > 0 ? --number : -1;
    pthread_mutex_unlock(&lock);
    return now;
}

int count_down_two(void)
{
    int now = -1;
    pthread_mutex_lock(&lock);
    if (number >= 2) {
        pthread_mutex_unlock(&lock);
        count_down();
        now = count_down();
        pthread_mutex_lock(&lock);
    }
    pthread_mutex_unlock(&lock);
    return now;
}
