/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same pool, but each task is asked for when the one before is done.
 *
 *     cc -g -pthread slow.c -o slow && ./slow 5 8 30
 */
#include <assert.h>
#include <time.h>

#include "number.h"
#include "pool.h"

static long milliseconds; /* that a task takes */

/* The task: a wait, as for an answer over the network. It is the work itself. */
static bool download(long task)
{
    printf("task %ld starts\n", task);
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&time, NULL);
    printf("task %ld ends\n", task);
    return true;
}

int main(int argc, char **argv)
{
    if (argc > 4) {
        fprintf(stderr, "usage: slow [THREADS [TASKS [MILLISECONDS]]]\n");
        return 2;
    }
    int most = (int)number(argc, argv, 1, 5, MOST_THREADS);
    long tasks = number(argc, argv, 2, 8, MOST_TASKS);
    milliseconds = number(argc, argv, 3, 30, 10000);

    struct pool pool;
    pool_open(&pool, most);
    for (long task = 1; task <= tasks; task++) {
        printf("task %ld wanted\n", task);
        pool_put(&pool, (struct task){download, NULL, task});
        pool_wait(&pool);
    }
    pool_close(&pool);

    printf("%ld tasks, %d threads allowed, %d made\n", tasks, most, pool.made);
    assert(pool.made == 1);
    return 0;
}
