/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * The lock is held while the ticket is printed, too.
 */
#include <pthread.h>

#include "park.h"

static long cars = CARS_AT_FIRST; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void car_in(void)
{
    pthread_mutex_lock(&lock);
    print_ticket();
    cars++;
    pthread_mutex_unlock(&lock);
}

void car_out(void)
{
    pthread_mutex_lock(&lock);
    print_ticket();
    cars--;
    pthread_mutex_unlock(&lock);
}

long cars_inside(void)
{
    return cars;
}
