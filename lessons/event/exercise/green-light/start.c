/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cars wait for green. The flag is atomic, so there is no data race. Some wait for ever.
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
    is_green = true;
    pthread_cond_broadcast(&changed);
}
