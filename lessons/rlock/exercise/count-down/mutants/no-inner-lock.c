/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * No lock in what is called with the lock held. But others call it without.
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
    int now = number;
    return now;
}

int count_down(void)
{
    int now = number > 0 ? --number : -1;
    return now;
}

int count_down_two(void)
{
    int now = -1;
    pthread_mutex_lock(&lock);
    if (count_now() >= 2) {
        count_down();
        now = count_down();
    }
    pthread_mutex_unlock(&lock);
    return now;
}
