/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a task costs that does nothing: as a call, through a queue to a thread that is there, and
 * with a new thread for each.
 *
 *     cc -g -pthread cost.c -o cost && ./cost 2000
 */
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

#include "number.h"

#define MOST_TASKS 1000000

static long done;             /* tasks; of one thread at a time */
static sem_t wanted, is_done; /* one task at a time, and its end */
static long tasks;

static void task(void)
{
    done++;
}

static void *one_task(void *argument)
{
    task();
    return argument;
}

static void *many_tasks(void *argument)
{
    for (long i = 0; i < tasks; i++) {
        sem_wait(&wanted);
        task();
        sem_post(&is_done);
    }
    return argument;
}

static void start(pthread_t *thread, void *(*function)(void *))
{
    if (pthread_create(thread, NULL, function, NULL) != 0) {
        fprintf(stderr, "cost: cannot create a thread\n");
        exit(1);
    }
}

static void by_call(void)
{
    for (long i = 0; i < tasks; i++)
        task();
}

static void by_worker(void)
{
    pthread_t worker;
    start(&worker, many_tasks);
    for (long i = 0; i < tasks; i++) {
        sem_post(&wanted);
        sem_wait(&is_done);
    }
    pthread_join(worker, NULL);
}

static void by_threads(void)
{
    for (long i = 0; i < tasks; i++) {
        pthread_t thread;
        start(&thread, one_task);
        pthread_join(thread, NULL);
    }
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static void measure(const char *name, void (*way)(void))
{
    double begin = now();
    way();
    printf("%s: %.1f ns\n", name, (now() - begin) / (double)tasks);
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: cost [TASKS]\n");
        return 2;
    }
    tasks = number(argc, argv, 1, 2000, MOST_TASKS);
    sem_init(&wanted, 0, 0);
    sem_init(&is_done, 0, 0);
    measure("call", by_call);
    measure("worker", by_worker);
    measure("thread", by_threads);
    sem_destroy(&wanted);
    sem_destroy(&is_done);
    return 0;
}
