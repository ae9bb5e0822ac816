/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * Nobody is in anybody's way, for nothing is ever cancelled.
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
        state = RUNNING;
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
    return 0;
}
