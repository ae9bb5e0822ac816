/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some workers, some tasks, and then the pool is closed. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c close.c -o close && ./close 2 100
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "tasks.h"

#define MOST_THREADS 8

static atomic_int at_work, met;     /* threads in a task; two were in one at the same time */
static atomic_int done[MOST_TASKS]; /* how often each was done */

void do_task(int task)
{
    assert(task >= 0 && task < MOST_TASKS);
    if (atomic_fetch_add(&at_work, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_add(&done[task], 1);
    atomic_fetch_sub(&at_work, 1);
}

static void *live(void *argument)
{
    (void)argument;
    work();
    return NULL;
}

int main(int argc, char **argv)
{
    int threads = argc > 1 ? atoi(argv[1]) : 2;
    int tasks = argc > 2 ? atoi(argv[2]) : 2;
    pthread_t thread[MOST_THREADS];
    if (threads < 1 || threads > MOST_THREADS || tasks < 1 || tasks > MOST_TASKS)
        return 2;

    for (int i = 0; i < threads; i++)
        if (pthread_create(&thread[i], NULL, live, NULL) != 0)
            return 1;
    for (int task = 0; task < tasks; task++)
        give(task);
    close_pool();
    for (int i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);

    for (int task = 0; task < tasks; task++)
        assert(atomic_load(&done[task]) == 1);
    if (atomic_load(&met))
        printf("two tasks at once\n");
    printf("each task was done once\n");
    return 0;
}
