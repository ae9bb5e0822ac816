/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The entrance has a lock, and the exit has one. The count goes wrong.
 */
#include <pthread.h>

#include "park.h"

static long cars = CARS_AT_FIRST;
static pthread_mutex_t entrance = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t exit_gate = PTHREAD_MUTEX_INITIALIZER;

void car_in(void)
{
    print_ticket();
    pthread_mutex_lock(&entrance);
    cars++;
    pthread_mutex_unlock(&entrance);
}

void car_out(void)
{
    print_ticket();
    pthread_mutex_lock(&exit_gate);
    cars--;
    pthread_mutex_unlock(&exit_gate);
}

long cars_inside(void)
{
    return cars;
}
