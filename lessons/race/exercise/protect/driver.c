/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some threads do jobs and count them. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c protect.c -o protect && ./protect 2 100000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "count.h"

#define MOST_THREADS 16

static atomic_int at_work; /* threads that are in a job */
static atomic_int met;     /* two of them were in one at the same time */
static atomic_long jobs;   /* that were really done */

void do_job(void)
{
    if (atomic_fetch_add(&at_work, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_add(&jobs, 1);
    atomic_fetch_sub(&at_work, 1);
}

static void *work(void *argument)
{
    count_jobs((long)argument);
    return NULL;
}

int main(int argc, char **argv)
{
    int threads = argc > 1 ? atoi(argv[1]) : 2;
    long times = argc > 2 ? atol(argv[2]) : 100000;
    pthread_t thread[MOST_THREADS];
    if (threads < 1 || threads > MOST_THREADS || times < 1)
        return 2;

    for (int i = 0; i < threads; i++)
        if (pthread_create(&thread[i], NULL, work, (void *)times) != 0)
            return 1;
    for (int i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);

    assert(atomic_load(&jobs) == threads * times);
    assert(jobs_counted() == threads * times);
    if (atomic_load(&met))
        printf("two jobs at once\n");
    printf("all counted\n");
    return 0;
}
