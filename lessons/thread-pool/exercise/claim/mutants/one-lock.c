/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * The lock is kept while the task is done: nobody else can take one.
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

void work(void)
{
    pthread_mutex_lock(&lock);
    while (next < end)
        do_task(next++);
    pthread_mutex_unlock(&lock);
}
