/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Work that can be divided at will: steps of a sum. Nobody waits, nobody shares anything.
 */
#ifndef WORK_H
#define WORK_H

#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MOST_THREADS 1024
#define MOST_STEPS   1000000000L

static inline double wall_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* A thread's work. The argument is how many steps. */
static inline void *add_up(void *argument)
{
    double sum = 0;
    for (long i = 1; i <= (long)argument; i++)
        sum += 1.0 / (double)i;
    return sum > 0 ? argument : NULL; /* or the compiler would see that nobody wants it */
}

/* So many threads divide the steps among them; waits for their ends. */
static inline void divide(long steps, long threads)
{
    pthread_t thread[MOST_THREADS];
    for (long i = 0; i < threads; i++) {
        long share = steps / threads + (i < steps % threads);
        if (pthread_create(&thread[i], NULL, add_up, (void *)share) != 0) {
            fprintf(stderr, "cannot create a thread\n");
            exit(1);
        }
    }
    for (long i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);
}

/* How many processors this program may use: one that is pinned may not use all. */
static inline long cores(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof(set), &set) < 0 ? 1 : CPU_COUNT(&set);
}

/* Argument i as a number from least to most, or `otherwise`; or the end of the program. */
static inline long number(int argc, char **argv, int i, long otherwise, long least, long most)
{
    if (i >= argc)
        return otherwise;
    char *end;
    long value = strtol(argv[i], &end, 10);
    if (end == argv[i] || *end || value < least || value > most) {
        fprintf(stderr, "'%s' is not a number from %ld to %ld\n", argv[i], least, most);
        exit(2);
    }
    return value;
}

#endif
