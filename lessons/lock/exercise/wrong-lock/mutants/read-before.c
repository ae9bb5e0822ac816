/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * One lock, but what is written under it was read before it.
 */
#include <pthread.h>

#include "park.h"

static long cars = CARS_AT_FIRST; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void car_in(void)
{
    print_ticket();
    long now = cars;
    pthread_mutex_lock(&lock);
    cars = now + 1;
    pthread_mutex_unlock(&lock);
}

void car_out(void)
{
    print_ticket();
    long now = cars;
    pthread_mutex_lock(&lock);
    cars = now - 1;
    pthread_mutex_unlock(&lock);
}

long cars_inside(void)
{
    return cars;
}
