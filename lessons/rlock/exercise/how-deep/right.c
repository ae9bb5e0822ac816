/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each thread counts how often it has the lock.
 */
#include <pthread.h>

#include "again.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static _Thread_local int depth; /* how often this thread has it */

void again_take(void)
{
    if (depth == 0)
        pthread_mutex_lock(&mutex);
    depth++;
}

void again_give(void)
{
    depth--;
    if (depth == 0)
        pthread_mutex_unlock(&mutex);
}
