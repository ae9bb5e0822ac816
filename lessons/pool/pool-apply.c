/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pool.c with apply: each task is asked for, and its result waited for, before the next one.
 *
 *     cc -g -pthread pool-apply.c -o pool-apply && ./pool-apply 4 5 100
 */
#include "pool.h"

#include <assert.h>
#include <time.h>

static int milliseconds; /* that a task takes */
static int done;         /* tasks whose result has come back */

/* The task: a wait, as for an answer over the network. It is the work itself. */
static void download(int task)
{
    (void)task;
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    nanosleep(&time, NULL);
}

/* Asks for a task and waits until it is done. Its number, 0: it was not done. */
static int pool_apply(struct pool *pool, int task)
{
    return pool_apply_async(pool, task) < 0 ? 0 : pool_result(pool);
}

int main(int argc, char **argv)
{
    if (argc > 4) {
        fprintf(stderr, "usage: pool-apply [WORKERS [TASKS [MILLISECONDS]]]\n");
        return 2;
    }
    int workers = argc > 1 ? number(argv[1], MOST_WORKERS) : 4;
    int tasks = argc > 2 ? number(argv[2], MOST_TASKS) : 5;
    milliseconds = argc > 3 ? number(argv[3], 10000) : 100;

    struct pool pool;
    pool_open(&pool, workers, download);
    for (int task = 1; task <= tasks; task++) {
        assert(pool_apply(&pool, task) == task);
        done++;
    }
    pool_close(&pool);
    pool_join(&pool);

    printf("%d of %d tasks done by %d workers\n", done, tasks, workers);
    return 0;
}
