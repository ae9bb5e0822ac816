/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tasks for a pool; every second one kills its worker. Frozen: this is what the check runs.
 *
 * cc -g -pthread driver.c dead-worker.c -o dead-worker && ./dead-worker 2 8
 */
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include <assert.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tasks.h"

static atomic_int *begun; /* how often each was; in memory that the processes share */
static pid_t parent;

void do_task(int task)
{
    assert(getpid() != parent);
    assert(task >= 0 && task < MOST_TASKS);
    atomic_fetch_add(&begun[task], 1);
    if (task % 2 == 0)
        raise(SIGKILL);
}

int main(int argc, char **argv)
{
    int workers = argc > 1 ? atoi(argv[1]) : 2;
    int count = argc > 2 ? atoi(argv[2]) : 8;
    if (workers < 1 || workers > 16 || count < 1 || count > MOST_TASKS)
        return 2;
    begun = mmap(NULL, MOST_TASKS * sizeof(*begun), PROT_READ | PROT_WRITE,
                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (begun == MAP_FAILED)
        return 1;

    parent = getpid();
    int done = do_all(workers, count);
    for (int task = 0; task < count; task++)
        assert(atomic_load(&begun[task]) == 1);
    assert(done == count / 2);
    printf("all tasks were begun once\n");
    return 0;
}
