/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MEASURE_H
#define MEASURE_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static inline double us_of(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static inline double wall_us(void)
{
    return us_of(CLOCK_MONOTONIC);
}

/* How long the calling thread has been on a core, the kernel's work for it included. What others
 * take meanwhile is not in it. */
static inline double core_us(void)
{
    return us_of(CLOCK_THREAD_CPUTIME_ID);
}

static inline void work(long rounds)
{
    for (volatile long i = 0; i < rounds; i++)
        continue;
}

/* A number from 1 to most, or the end of the program. */
static inline long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "'%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

#endif
