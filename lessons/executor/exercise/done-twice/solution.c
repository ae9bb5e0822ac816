/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who comes second tells. With the lock, each knows for sure whether it is he.
 */
#include <pthread.h>

#include "future.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of these two */
static int is_done, is_wanted;

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
    int is_for_me = is_wanted;
    pthread_mutex_unlock(&lock);
    if (is_for_me)
        tell();
}

void when_done(void)
{
    pthread_mutex_lock(&lock);
    is_wanted = 1;
    int is_for_me = is_done;
    pthread_mutex_unlock(&lock);
    if (is_for_me)
        tell();
}
