/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * There are less than two: it returns, with the lock in hand.
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

/* The caller has the lock. */
static int down_locked(void)
{
    return number > 0 ? --number : -1;
}

int count_down(void)
{
    pthread_mutex_lock(&lock);
    int now = down_locked();
    pthread_mutex_unlock(&lock);
    return now;
}

int count_down_two(void)
{
    int now = -1;
    pthread_mutex_lock(&lock);
    if (number < 2)
        return now;
    down_locked();
    now = down_locked();
    pthread_mutex_unlock(&lock);
    return now;
}
