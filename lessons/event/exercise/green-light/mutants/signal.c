/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * One car is woken; the others sleep on at green.
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
    while (!is_green)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    cross();
}

void turn_green(void)
{
    pthread_mutex_lock(&lock);
    is_green = true;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
}
