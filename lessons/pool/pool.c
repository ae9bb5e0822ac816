/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some workers, more tasks. All tasks are asked for at once; then the pool is closed and joined.
 *
 *     cc -g -pthread pool.c -o pool && ./pool 4 5 100
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

int main(int argc, char **argv)
{
    if (argc > 4) {
        fprintf(stderr, "usage: pool [WORKERS [TASKS [MILLISECONDS]]]\n");
        return 2;
    }
    int workers = argc > 1 ? number(argv[1], MOST_WORKERS) : 4;
    int tasks = argc > 2 ? number(argv[2], MOST_TASKS) : 5;
    milliseconds = argc > 3 ? number(argv[3], 10000) : 100;

    struct pool pool;
    pool_open(&pool, workers, download);
    for (int task = 1; task <= tasks; task++)
        pool_apply_async(&pool, task);
    pool_close(&pool);
    if (pool_apply_async(&pool, tasks + 1) < 0)
        printf("one task more: refused, the pool is closed\n");

    int seen[MOST_TASKS + 1] = {0};
    for (int task; (task = pool_result(&pool)) != 0; done++)
        assert(task <= tasks && ++seen[task] == 1); /* none is done twice */
    pool_join(&pool);

    printf("%d of %d tasks done by %d workers\n", done, tasks, workers);
    assert(done == tasks);
    return 0;
}
