/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long answers take: notes each, and says the typical and the worst.
 */
#ifndef MEASURE_H
#define MEASURE_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MOST_ANSWERS 1000

static double answers[MOST_ANSWERS]; /* microseconds */
static long answered;

static inline double now_us(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static inline void note_answer(double us)
{
    if (answered < MOST_ANSWERS)
        answers[answered++] = us;
}

static inline int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Says how long the answers took, and forgets them. */
static inline void tell_answers(const char *when)
{
    if (answered == 0)
        return;
    qsort(answers, (size_t)answered, sizeof(*answers), by_size);
    printf("%s, typical: %.1f us\n", when, answers[answered / 2]);
    printf("%s, worst: %.1f us\n", when, answers[answered - 1]);
    answered = 0;
}

#endif
