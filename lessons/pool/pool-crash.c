/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pool.c, where one task kills its worker. Main notices, and hires a new one; the task is lost.
 *
 *     cc -g -pthread pool-crash.c -o pool-crash && ./pool-crash 4 12 100
 */
#include "pool.h"

#include <assert.h>
#include <time.h>

#define BAD_TASK 3

static int milliseconds; /* that a task takes */

/* The task: a wait, as for an answer over the network. It is the work itself. */
static void download(int task)
{
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    nanosleep(&time, NULL);
    if (task == BAD_TASK)
        *(volatile int *)NULL = task; /* a bug */
}

/* Waits until a worker has ended. If it was killed, there is a new one in its place: 1. */
static int replace_dead(struct pool *pool, void (*do_task)(int task))
{
    int status;
    pid_t pid = wait(&status);
    for (int i = 0; i < pool->workers; i++) {
        if (pool->pid[i] != pid || !WIFSIGNALED(status))
            continue;
        printf("worker %d is dead, by signal %d; a new one is hired\n", i + 1, WTERMSIG(status));
        pool_hire(pool, i, do_task);
        return 1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 4) {
        fprintf(stderr, "usage: pool-crash [WORKERS [TASKS [MILLISECONDS]]]\n");
        return 2;
    }
    int workers = argc > 1 ? number(argv[1], MOST_WORKERS) : 4;
    int tasks = argc > 2 ? number(argv[2], MOST_TASKS) : 12;
    milliseconds = argc > 3 ? number(argv[3], 10000) : 100;

    struct pool pool;
    pool_open(&pool, workers, download);
    for (int task = 1; task <= tasks; task++)
        pool_apply_async(&pool, task);

    int dead = tasks < BAD_TASK ? 0 : replace_dead(&pool, download);
    pool_close(&pool);
    int done = 0;
    while (pool_result(&pool) != 0)
        done++;
    pool_join(&pool);

    printf("%d of %d tasks done, %d worker died\n", done, tasks, dead);
    assert(done == tasks - dead);
    return 0;
}
