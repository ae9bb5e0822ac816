/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A shape: so many workers, in so many processes, each with as many threads as are left for it.
 * First the processes, then the threads: fork copies only the thread that calls it.
 */
#ifndef SHAPE_H
#define SHAPE_H

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_WORKERS 64

struct shape {
    long processes, threads; /* threads in each process */
    void (*prepare)(void);   /* what each process does first, NULL: nothing */
    void (*work)(long worker);
};

struct worker {
    const struct shape *shape;
    long number; /* from 0 on, in all processes together */
};

static inline void *run_worker(void *argument)
{
    const struct worker *worker = argument;
    worker->shape->work(worker->number);
    return NULL;
}

/* All that one of the processes does. */
static inline void run_process(const struct shape *shape, long process)
{
    pthread_t thread[MOST_WORKERS];
    struct worker worker[MOST_WORKERS];
    if (shape->prepare)
        shape->prepare();
    for (long i = 0; i < shape->threads; i++) {
        worker[i] = (struct worker){shape, process * shape->threads + i};
        if (pthread_create(&thread[i], NULL, run_worker, &worker[i]) != 0) {
            fprintf(stderr, "cannot create a thread\n");
            _exit(1);
        }
    }
    for (long i = 0; i < shape->threads; i++)
        pthread_join(thread[i], NULL);
    _exit(0);
}

static inline void shape_start(const struct shape *shape)
{
    fflush(stdout); /* or each process would have a copy of what is not yet written */
    for (long i = 0; i < shape->processes; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            exit(1);
        }
        if (pid == 0)
            run_process(shape, i);
    }
}

/* Waits until `count` processes have ended. */
static inline void shape_wait(long count)
{
    for (long i = 0; i < count; i++)
        if (wait(NULL) < 0)
            perror("wait");
}

/* The one argument, a number of workers: 8, 16, 32 or 64; or the end of the program. */
static inline long workers_of(int argc, char **argv)
{
    char *end = NULL;
    long workers = argc > 1 ? strtol(argv[1], &end, 10) : 8;
    if (argc > 2 || (end && (end == argv[1] || *end)) || workers < 8 || workers > MOST_WORKERS ||
        (workers & (workers - 1)) != 0) {
        fprintf(stderr, "usage: %s [WORKERS], 8, 16, 32 or %d\n", argv[0], MOST_WORKERS);
        exit(2);
    }
    return workers;
}

#endif
