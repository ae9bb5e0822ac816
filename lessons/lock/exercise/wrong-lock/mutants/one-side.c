/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * A lock that only one side takes keeps nobody out.
 */
#include <pthread.h>

#include "park.h"

static long cars = CARS_AT_FIRST; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void car_in(void)
{
    print_ticket();
    pthread_mutex_lock(&lock);
    cars++;
    pthread_mutex_unlock(&lock);
}

void car_out(void)
{
    print_ticket();
    cars--;
}

long cars_inside(void)
{
    return cars;
}
