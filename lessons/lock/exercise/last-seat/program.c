/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every access of `left` is under the lock, so there is no data race. Is it right?
 */
#include <pthread.h>

#include "seats.h"

static int left;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void seats_open(int count)
{
    pthread_mutex_lock(&lock);
    left = count;
    pthread_mutex_unlock(&lock);
}

int seats_left(void)
{
    pthread_mutex_lock(&lock);
    int now = left;
    pthread_mutex_unlock(&lock);
    return now;
}

int seats_sell(void)
{
    if (seats_left() == 0)
        return 0;
    pthread_mutex_lock(&lock);
    left--;
    pthread_mutex_unlock(&lock);
    return 1;
}
