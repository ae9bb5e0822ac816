/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same pool, but when one task is done, nobody wants the others any more.
 *
 *     cc -g -pthread terminate.c -o terminate && ./terminate 4 30 100
 */
#include <assert.h>
#include <semaphore.h>
#include <time.h>

#include "number.h"
#include "pool.h"

static long milliseconds; /* that a task takes */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of done */
static long done;                                        /* tasks */
static sem_t one_is_done;

/* The task: a wait, as for an answer over the network. It is the work itself. */
static bool download(long task)
{
    printf("task %ld starts\n", task);
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&time, NULL);
    printf("task %ld ends\n", task);
    return true;
}

static void count(long task, bool went_well)
{
    (void)task;
    pthread_mutex_lock(&lock);
    done += went_well;
    if (done == 1)
        sem_post(&one_is_done);
    pthread_mutex_unlock(&lock);
}

int main(int argc, char **argv)
{
    if (argc > 4) {
        fprintf(stderr, "usage: terminate [THREADS [TASKS [MILLISECONDS]]]\n");
        return 2;
    }
    int most = (int)number(argc, argv, 1, 4, MOST_THREADS);
    long tasks = number(argc, argv, 2, 30, MOST_TASKS);
    milliseconds = number(argc, argv, 3, 100, 10000);
    sem_init(&one_is_done, 0, 0);

    struct pool pool;
    pool_open(&pool, most);
    for (long task = 1; task <= tasks; task++) {
        printf("task %ld wanted\n", task);
        pool_put(&pool, (struct task){download, count, task});
    }
    sem_wait(&one_is_done);
    int dropped = pool_terminate(&pool);
    sem_destroy(&one_is_done);

    printf("%ld tasks done, %d dropped, none half done\n", done, dropped);
    assert(done + dropped == tasks);
    return 0;
}
