/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The heart of the pool in the course's notes. A thread enters itself in the list of threads, when
 * it runs. All that is shared is under the lock.
 *
 *     cc -g -pthread notes.c -o notes && ./notes 5 12
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>

#include "number.h"

#define MOST_THREADS 16
#define MOST_TASKS   100

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of these four */
static long listed, idle;                                /* threads */
static long tasks, end_marks;                            /* in the queue */
static sem_t queue;                                      /* counts both */

/* Waits for what is next in the queue. False: an end mark. */
static bool get(void)
{
    sem_wait(&queue);
    pthread_mutex_lock(&lock);
    bool is_task = tasks > 0;
    if (is_task)
        tasks--;
    else
        end_marks--;
    pthread_mutex_unlock(&lock);
    return is_task;
}

/* Counts threads: those in the list, those that are idle. */
static void add(long *threads, long change)
{
    pthread_mutex_lock(&lock);
    *threads += change;
    pthread_mutex_unlock(&lock);
}

static void *call(void *argument)
{
    add(&listed, +1);
    bool is_task = get();
    while (is_task) {
        add(&idle, +1); /* has done it, and is free until the next comes */
        is_task = get();
        add(&idle, -1);
    }
    return argument;
}

/* Is a thread more needed, and allowed? */
static bool wants_thread(long most)
{
    pthread_mutex_lock(&lock);
    bool wants = idle == 0 && listed < most;
    pthread_mutex_unlock(&lock);
    return wants;
}

static void put(long *what, long how_many)
{
    pthread_mutex_lock(&lock);
    *what += how_many;
    pthread_mutex_unlock(&lock);
    for (long i = 0; i < how_many; i++)
        sem_post(&queue);
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: notes [THREADS [TASKS]]\n");
        return 2;
    }
    long most = number(argc, argv, 1, 5, MOST_THREADS);
    long wanted = number(argc, argv, 2, 12, MOST_TASKS);
    sem_init(&queue, 0, 0);

    pthread_t thread[MOST_TASKS];
    long made = 0;
    for (long i = 0; i < wanted; i++) {
        if (wants_thread(most) && pthread_create(&thread[made++], NULL, call, NULL) != 0) {
            fprintf(stderr, "notes: cannot create a thread\n");
            return 1;
        }
        put(&tasks, 1);
    }
    printf("%ld threads allowed, %ld made\n", most, made);
    fflush(NULL); /* the claim below may end the program */
    assert(made <= most);

    pthread_mutex_lock(&lock);
    long in_list = listed;
    pthread_mutex_unlock(&lock);
    put(&end_marks, in_list); /* an end mark for each */
    for (long i = 0; i < made; i++)
        pthread_join(thread[i], NULL);
    sem_destroy(&queue);
    return 0;
}
