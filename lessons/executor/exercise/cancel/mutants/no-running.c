/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Says when the task is done, but not when it begins: what is being done is still cancelled.
 */
#include <pthread.h>

#include "future.h"

enum state { PENDING, RUNNING, DONE, CANCELLED };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of the state */
static enum state state = PENDING;

int run(void)
{
    pthread_mutex_lock(&lock);
    int is_mine = state == PENDING;
    pthread_mutex_unlock(&lock);
    if (!is_mine)
        return 0;

    do_task();

    pthread_mutex_lock(&lock);
    state = DONE;
    pthread_mutex_unlock(&lock);
    return 1;
}

int cancel(void)
{
    pthread_mutex_lock(&lock);
    int is_in_time = state == PENDING;
    if (is_in_time)
        state = CANCELLED;
    pthread_mutex_unlock(&lock);
    return is_in_time;
}
