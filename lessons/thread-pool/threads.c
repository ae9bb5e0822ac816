/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pool of threads and many tasks, all asked for at once. One of them fails.
 *
 *     cc -g -pthread threads.c -o threads && ./threads 5 20 50
 */
#include <assert.h>
#include <time.h>

#include "number.h"
#include "pool.h"

#define BAD_TASK 7

static long milliseconds; /* that a task takes */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of these two */
static long done, failed;                                /* tasks */

/* The task: a wait, as for an answer over the network. It is the work itself. */
static bool download(long task)
{
    printf("task %ld starts\n", task);
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&time, NULL);
    printf("task %ld ends\n", task);
    return task != BAD_TASK;
}

static void count(long task, bool went_well)
{
    if (!went_well)
        printf("callback: number %ld has failed\n", task);
    pthread_mutex_lock(&lock);
    done++;
    failed += !went_well;
    pthread_mutex_unlock(&lock);
}

int main(int argc, char **argv)
{
    if (argc > 4) {
        fprintf(stderr, "usage: threads [THREADS [TASKS [MILLISECONDS]]]\n");
        return 2;
    }
    int most = (int)number(argc, argv, 1, 5, MOST_THREADS);
    long tasks = number(argc, argv, 2, 20, MOST_TASKS);
    milliseconds = number(argc, argv, 3, 50, 10000);

    struct pool pool;
    pool_open(&pool, most);
    for (long task = 1; task <= tasks; task++) {
        printf("task %ld wanted\n", task);
        pool_put(&pool, (struct task){download, count, task});
    }
    pool_close(&pool);

    printf("%ld tasks done by %d threads, %ld failed\n", done, pool.made, failed);
    assert(done == tasks && failed == (tasks >= BAD_TASK));
    return 0;
}
