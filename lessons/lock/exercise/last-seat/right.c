/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A look and the sale are one critical section.
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
    pthread_mutex_lock(&lock);
    int is_sold = left > 0;
    if (is_sold)
        left--;
    pthread_mutex_unlock(&lock);
    return is_sold;
}
