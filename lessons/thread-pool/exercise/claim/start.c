/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Workers take tasks from a list. Every access is under the lock.
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

/* The next task. -1: there is none. */
static int next_task(void)
{
    pthread_mutex_lock(&lock);
    int task = next < end ? next : -1;
    pthread_mutex_unlock(&lock);
    return task;
}

static void strike_out(void)
{
    pthread_mutex_lock(&lock);
    next++;
    pthread_mutex_unlock(&lock);
}

void work(void)
{
    for (int task = next_task(); task >= 0; task = next_task()) {
        strike_out();
        do_task(task);
    }
}
