/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each thread remembers whether it has the lock, and does not lock what it has. Is it right?
 */
#include <pthread.h>
#include <stdbool.h>

#include "again.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static _Thread_local bool is_mine; /* this thread has it */

void again_take(void)
{
    if (is_mine)
        return;
    pthread_mutex_lock(&mutex);
    is_mine = true;
}

void again_give(void)
{
    if (!is_mine)
        return;
    is_mine = false;
    pthread_mutex_unlock(&mutex);
}
