/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * Without a flag nobody can tell a cause from none, and who comes at green waits for ever.
 */
#include <pthread.h>

#include "light.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

void take_car_over(void)
{
    pthread_mutex_lock(&lock);
    pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    cross();
}

void turn_green(void)
{
    pthread_mutex_lock(&lock);
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}
