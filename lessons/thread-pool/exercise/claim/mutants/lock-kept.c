/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * Who finds nothing returns with the lock.
 */
#include <pthread.h>

#include "tasks.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of these two */
static int next, end; /* the tasks from `next` up to, not including, `end` are left */

void tasks_are(int count)
{
    pthread_mutex_lock(&lock);
    end = count;
    pthread_mutex_unlock(&lock);
}

/* Takes the next task: it is the caller's, and nobody else's. -1: there is none. */
static int claim(void)
{
    pthread_mutex_lock(&lock);
    if (next == end)
        return -1;
    int task = next++;
    pthread_mutex_unlock(&lock);
    return task;
}

void work(void)
{
    for (int task = claim(); task >= 0; task = claim())
        do_task(task);
}
