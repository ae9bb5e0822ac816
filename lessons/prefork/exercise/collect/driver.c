/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Has some jobs done by processes, and looks whether each result belongs to its job. Frozen.
 *
 *     cc -g -pthread driver.c collect.c -o collect && ./collect 8
 */
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "jobs.h"

#define MOST_JOBS 100

static pthread_barrier_t *together; /* in memory that the processes share */
static int taken[MOST_JOBS];
static int count;

int do_job(int job)
{
    pthread_barrier_wait(together);
    return 1000 + job;
}

void take_result(int job, int value)
{
    assert(job >= 0 && job < count);
    assert(value == 1000 + job);
    taken[job]++;
}

int main(int argc, char **argv)
{
    count = argc > 1 ? atoi(argv[1]) : 8;
    pthread_barrierattr_t shared;
    if (count < 1 || count > MOST_JOBS || count % WORKERS != 0)
        return 2;
    together =
        mmap(NULL, sizeof(*together), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (together == MAP_FAILED)
        return 1;
    pthread_barrierattr_init(&shared);
    pthread_barrierattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    pthread_barrier_init(together, &shared, WORKERS);
    pthread_barrierattr_destroy(&shared);
    if (do_jobs(count) != 0)
        return 1;
    for (int i = 0; i < count; i++)
        assert(taken[i] == 1);
    printf("every result belongs to its job\n");
    return 0;
}
