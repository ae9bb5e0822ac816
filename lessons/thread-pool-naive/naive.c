/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pool of permits: a task that has one gets a thread of its own, and gives the permit back.
 *
 *     cc -g -pthread naive.c -o naive && ./naive 2 5 100
 */
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

#include "number.h"

#define MOST_PERMITS 16
#define MOST_TASKS   100

static sem_t permits;
static long milliseconds; /* that a task takes */

/* The task: a wait, as for an answer over the network. It is the work itself. */
static void download(long task)
{
    printf("task %ld starts\n", task);
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&time, NULL);
    printf("task %ld ends\n", task);
}

static void *run(void *argument)
{
    download((long)argument);
    sem_post(&permits);
    return NULL;
}

int main(int argc, char **argv)
{
    if (argc > 4) {
        fprintf(stderr, "usage: naive [PERMITS [TASKS [MILLISECONDS]]]\n");
        return 2;
    }
    long allowed = number(argc, argv, 1, 2, MOST_PERMITS);
    long tasks = number(argc, argv, 2, 5, MOST_TASKS);
    milliseconds = number(argc, argv, 3, 100, 10000);
    sem_init(&permits, 0, (unsigned)allowed);

    pthread_t thread[MOST_TASKS];
    long threads = 0;
    for (long i = 0; i < tasks; i++) {
        sem_wait(&permits);
        if (pthread_create(&thread[threads++], NULL, run, (void *)(i + 1)) != 0) {
            fprintf(stderr, "naive: cannot create a thread\n");
            return 1;
        }
    }
    for (long i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);
    sem_destroy(&permits);

    printf("%ld permits, %ld tasks, %ld threads\n", allowed, tasks, threads);
    return 0;
}
