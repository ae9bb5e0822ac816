/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pool.c, but after the first result nobody wants the others any more: the workers are ended.
 *
 *     cc -g -pthread pool-terminate.c -o pool-terminate && ./pool-terminate 4 30 100
 */
#include "pool.h"

#include <signal.h>
#include <time.h>

static int milliseconds; /* that a task takes; the first one half of it */

/* The task: a wait, as for an answer over the network. It is the work itself. */
static void download(int task)
{
    long ns = milliseconds * (task == 1 ? 500000L : 1000000L);
    struct timespec time = {ns / 1000000000, ns % 1000000000};
    nanosleep(&time, NULL);
}

/* Ends the workers, wherever they are. Their tasks are not done, and nobody will do them. */
static void pool_terminate(struct pool *pool)
{
    for (int i = 0; i < pool->workers; i++)
        kill(pool->pid[i], SIGTERM);
}

int main(int argc, char **argv)
{
    if (argc > 4) {
        fprintf(stderr, "usage: pool-terminate [WORKERS [TASKS [MILLISECONDS]]]\n");
        return 2;
    }
    int workers = argc > 1 ? number(argv[1], MOST_WORKERS) : 4;
    int tasks = argc > 2 ? number(argv[2], MOST_TASKS) : 30;
    milliseconds = argc > 3 ? number(argv[3], 10000) : 100;

    struct pool pool;
    pool_open(&pool, workers, download);
    for (int task = 1; task <= tasks; task++)
        pool_apply_async(&pool, task);

    int first = pool_result(&pool);
    printf("the result of %d is here, that is enough\n", first);
    pool_terminate(&pool);
    pool_close(&pool);
    pool_join(&pool);

    int done = first != 0;
    while (pool_result(&pool) != 0)
        done++;
    printf("%d of %d were done\n", done, tasks);
    return 0;
}
