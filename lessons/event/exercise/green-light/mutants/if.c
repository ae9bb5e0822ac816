/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * A wait may end without cause: then the car crosses at red.
 */
#include <pthread.h>
#include <stdbool.h>

#include "light.h"

static bool is_green; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

void take_car_over(void)
{
    pthread_mutex_lock(&lock);
    if (!is_green)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    cross();
}

void turn_green(void)
{
    pthread_mutex_lock(&lock);
    is_green = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}
