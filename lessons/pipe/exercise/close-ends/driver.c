/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hands out some jobs, and looks whether each was done. Frozen.
 *
 *     cc -g driver.c close-ends.c -o close-ends && ./close-ends 6
 */
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "workers.h"

#define MOST_JOBS 60

static atomic_int *done; /* one for each job, in memory that the processes share */

void send_job(int job, int to)
{
    char byte = (char)job;
    assert(write(to, &byte, 1) == 1);
}

void take_jobs(int worker, int from)
{
    char byte;
    while (read(from, &byte, 1) == 1) {
        assert(byte % WORKERS == worker);
        atomic_fetch_add(&done[(int)byte], 1);
    }
}

int main(int argc, char **argv)
{
    int jobs = argc > 1 ? atoi(argv[1]) : 6;
    if (jobs < 1 || jobs > MOST_JOBS)
        return 2;
    done = mmap(NULL, MOST_JOBS * sizeof(*done), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                -1, 0);
    if (done == MAP_FAILED || hand_out(jobs) != 0)
        return 1;
    for (int i = 0; i < jobs; i++)
        assert(atomic_load(&done[i]) == 1);
    printf("all jobs are done\n");
    return 0;
}
