/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * The lock is held while the task is done: who cancels has to wait.
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
    if (is_mine)
        do_task();
    if (is_mine)
        state = DONE;
    pthread_mutex_unlock(&lock);
    return is_mine;
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
