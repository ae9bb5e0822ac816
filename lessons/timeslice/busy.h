/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Work that is measured in time on a core: a thread that waits for the core gets nothing done.
 */
#ifndef BUSY_H
#define BUSY_H

#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MOST_THREADS 8
#define MOST_MS      2000

static inline double ms_of(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static inline double wall_ms(void) /* the clock on the wall */
{
    return ms_of(CLOCK_MONOTONIC);
}

static inline double core_ms(void) /* how long the calling thread has been on a core */
{
    return ms_of(CLOCK_THREAD_CPUTIME_ID);
}

/* A piece of work, some hundredths of a millisecond. */
static inline void work_a_bit(void)
{
    for (volatile int i = 0; i < 10000; i++)
        continue;
}

/* Argument i as a number from 1 to most, or `otherwise`; or the end of the program. */
static inline long number(int argc, char **argv, int i, long otherwise, long most)
{
    if (i >= argc)
        return otherwise;
    char *end;
    long value = strtol(argv[i], &end, 10);
    if (end == argv[i] || *end || value < 1 || value > most) {
        fprintf(stderr, "'%s' is not a number from 1 to %ld\n", argv[i], most);
        exit(2);
    }
    return value;
}

static inline void start(pthread_t *thread, void *(*function)(void *), void *argument)
{
    if (pthread_create(thread, NULL, function, argument) != 0) {
        fprintf(stderr, "cannot create a thread\n");
        exit(1);
    }
}

#endif
