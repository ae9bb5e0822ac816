/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The turnstile counts who is inside. Its display is right, and yet the bath gets too full.
 */
#include <pthread.h>

#include "bath.h"

static int inside; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void wait_for_room(void)
{
    pthread_mutex_lock(&lock);
    while (inside == LANES)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

static void count(int guests)
{
    pthread_mutex_lock(&lock);
    inside += guests;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

void visit(void)
{
    wait_for_room();
    count(1);
    swim();
    count(-1);
}
