/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One event loop, and some threads that hand tasks to it. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c wake-the-loop.c -o loop && ./loop 2 500
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "loop.h"

#define MOST_THREADS 8

static sem_t wake_ups;
static sem_t begin; /* tasks come only when the loop has gone to sleep once */
static atomic_int slept;
static int givers_count;
static atomic_int moment; /* odd: the loop is in a task */
static atomic_int met;    /* a task was handed over while the loop was in another */
static int done[MOST_TASKS];

void do_task(int task)
{
    atomic_fetch_add(&moment, 1);
    done[task]++;
    atomic_fetch_add(&moment, 1);
}

void sleep_loop(void)
{
    if (atomic_exchange(&slept, 1) == 0)
        for (int i = 0; i < givers_count; i++)
            sem_post(&begin);
    sem_wait(&wake_ups);
}

void wake_loop(void)
{
    sem_post(&wake_ups);
}

struct giver {
    pthread_t thread;
    int first, count;
};

static void *give(void *argument)
{
    struct giver *giver = argument;
    sem_wait(&begin);
    for (int i = 0; i < giver->count; i++) {
        int before = atomic_load(&moment);
        hand_over(giver->first + i);
        if (before % 2 == 1 && atomic_load(&moment) == before)
            atomic_store(&met, 1);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    int threads = argc > 1 ? atoi(argv[1]) : 2;
    int tasks = argc > 2 ? atoi(argv[2]) : 500;
    struct giver givers[MOST_THREADS];
    if (threads < 1 || threads > MOST_THREADS || tasks < 1 || tasks > MOST_TASKS / threads)
        return 2;
    sem_init(&wake_ups, 0, 0);
    sem_init(&begin, 0, 0);
    givers_count = threads;

    for (int i = 0; i < threads; i++) {
        givers[i] = (struct giver){.first = i * tasks, .count = tasks};
        if (pthread_create(&givers[i].thread, NULL, give, &givers[i]) != 0)
            return 1;
    }
    run_loop(threads * tasks);
    for (int i = 0; i < threads; i++)
        pthread_join(givers[i].thread, NULL);

    for (int i = 0; i < threads * tasks; i++)
        assert(done[i] == 1);
    if (atomic_load(&met))
        printf("handed over beside a task\n");
    printf("all done\n");
    return 0;
}
