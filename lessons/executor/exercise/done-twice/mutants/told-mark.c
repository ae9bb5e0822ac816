/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * A mark against the second time, which is looked at and set in two steps.
 */
#include <pthread.h>

#include "future.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of these two */
static int is_done, is_wanted, is_told;

static void tell_once(void)
{
    pthread_mutex_lock(&lock);
    int was_told = is_told;
    pthread_mutex_unlock(&lock);
    if (was_told)
        return;
    pthread_mutex_lock(&lock);
    is_told = 1;
    pthread_mutex_unlock(&lock);
    tell();
}

int is_finished(void)
{
    pthread_mutex_lock(&lock);
    int now = is_done;
    pthread_mutex_unlock(&lock);
    return now;
}

void finish(void)
{
    pthread_mutex_lock(&lock);
    is_done = 1;
    pthread_mutex_unlock(&lock);

    pthread_mutex_lock(&lock);
    int is_for_me = is_wanted;
    pthread_mutex_unlock(&lock);
    if (is_for_me)
        tell_once();
}

void when_done(void)
{
    pthread_mutex_lock(&lock);
    is_wanted = 1;
    int is_for_me = is_done;
    pthread_mutex_unlock(&lock);
    if (is_for_me)
        tell_once();
}
