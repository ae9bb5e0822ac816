/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * The mark is set without the lock, between a worker's look at it and its sleep.
 */
#include <pthread.h>

#include "tasks.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of all that follows */
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;   /* a task has come, or it is closed */
static int queue[MOST_TASKS];
static int taken, given; /* tasks, from the beginning on */
static int is_closed;

void give(int task)
{
    pthread_mutex_lock(&lock);
    queue[given++] = task;
    pthread_cond_signal(&news); /* one task, one worker */
    pthread_mutex_unlock(&lock);
}

void close_pool(void)
{
    is_closed = 1;
    pthread_cond_broadcast(&news); /* it is news for each of them */
}

void work(void)
{
    pthread_mutex_lock(&lock);
    for (;;) {
        while (taken == given && !is_closed)
            pthread_cond_wait(&news, &lock);
        if (taken == given)
            break;
        int task = queue[taken++];
        pthread_mutex_unlock(&lock);
        do_task(task);
        pthread_mutex_lock(&lock);
    }
    pthread_mutex_unlock(&lock);
}
