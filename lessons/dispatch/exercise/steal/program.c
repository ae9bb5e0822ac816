/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two workers, each with a queue. One of them has nothing to do and steals; somebody counts
 * meanwhile.
 *
 *     cc -g -pthread steal.c -o steal && ./steal
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

#define TASKS 3

struct queue {
    pthread_mutex_t lock;
    int waiting; /* tasks */
};

static struct queue busy = {PTHREAD_MUTEX_INITIALIZER, TASKS};
static struct queue idle = {PTHREAD_MUTEX_INITIALIZER, 0};

/* The idle worker steals a task. Both locks are held: no task is ever in no queue. */
static void *steal(void *argument)
{
    pthread_mutex_lock(&busy.lock);
    pthread_mutex_lock(&idle.lock);
    busy.waiting--;
    idle.waiting++;
    pthread_mutex_unlock(&idle.lock);
    pthread_mutex_unlock(&busy.lock);
    return argument;
}

static int length(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    int waiting = queue->waiting;
    pthread_mutex_unlock(&queue->lock);
    return waiting;
}

static void *inspect(void *argument)
{
    int here = length(&busy);
    int there = length(&idle);
    printf("%d + %d tasks wait\n", here, there);
    fflush(NULL); /* the claim below may end the program */
    assert(here + there == TASKS);
    return argument;
}

int main(void)
{
    pthread_t thief, inspector;
    if (pthread_create(&thief, NULL, steal, NULL) != 0 ||
        pthread_create(&inspector, NULL, inspect, NULL) != 0)
        return 1;
    pthread_join(thief, NULL);
    pthread_join(inspector, NULL);
    return 0;
}
