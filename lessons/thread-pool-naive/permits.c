/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * naive.c with empty tasks, and a claim: never more tasks than permits. With `threads` it claims
 * more: never more threads than permits.
 *
 *     cc -g -pthread permits.c -o permits && ./permits 1 2 && ./permits 1 2 threads
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <string.h>

#include "number.h"

#define MOST_PERMITS 16
#define MOST_TASKS   100

static sem_t permits;
static long most_working, most_threads; /* the claim */
static atomic_long working, threads;    /* counted in one step, without a lock */

static void add(atomic_long *count, long change, long allowed)
{
    long now = atomic_fetch_add(count, change) + change;
    assert(now <= allowed);
}

static void *run(void *argument)
{
    add(&threads, +1, most_threads); /* comes */
    add(&working, +1, most_working); /* has a task */
    add(&working, -1, most_working); /* has done it */
    sem_post(&permits);
    add(&threads, -1, most_threads); /* goes */
    return argument;
}

int main(int argc, char **argv)
{
    if (argc > 4 || (argc == 4 && strcmp(argv[3], "threads") != 0)) {
        fprintf(stderr, "usage: permits [PERMITS [TASKS [threads]]]\n");
        return 2;
    }
    most_working = number(argc, argv, 1, 1, MOST_PERMITS);
    long tasks = number(argc, argv, 2, 2, MOST_TASKS);
    most_threads = argc == 4 ? most_working : tasks;
    sem_init(&permits, 0, (unsigned)most_working);

    pthread_t thread[MOST_TASKS];
    for (long i = 0; i < tasks; i++) {
        sem_wait(&permits);
        if (pthread_create(&thread[i], NULL, run, NULL) != 0) {
            fprintf(stderr, "permits: cannot create a thread\n");
            return 1;
        }
    }
    for (long i = 0; i < tasks; i++)
        pthread_join(thread[i], NULL);
    sem_destroy(&permits);
    printf("%ld tasks done\n", tasks);
    return 0;
}
