/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The permit is given back before the task is done.
 */
#include <pthread.h>
#include <semaphore.h>

#include "tasks.h"

static sem_t permits;

static void *run(void *argument)
{
    int *result = argument;
    sem_post(&permits);
    *result = do_task(*result);
    return NULL;
}

int do_all(int count)
{
    pthread_t thread[MOST_TASKS];
    int result[MOST_TASKS]; /* the task's number at first */
    sem_init(&permits, 0, PERMITS);
    for (int task = 0; task < count; task++) {
        sem_wait(&permits);
        result[task] = task;
        pthread_create(&thread[task], NULL, run, &result[task]);
    }
    int successes = 0;
    for (int task = 0; task < count; task++) {
        pthread_join(thread[task], NULL);
        successes += result[task];
    }
    sem_destroy(&permits);
    return successes;
}
