/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * Woken first and green after that: who is woken sees red, and sleeps again.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "light.h"

static atomic_bool is_green;
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
    pthread_cond_broadcast(&changed);
    is_green = true;
}
