/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The job that is shared out: pi, in four quarters. Each quarter is the same amount of work, and
 * none needs anything of another. Who does one says so, with the numbers that the system knows him
 * by.
 */
#ifndef QUARTER_H
#define QUARTER_H

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define QUARTERS   4
#define MOST_STEPS 1000000000L

static long steps = 4000000; /* of one quarter */

/* The area under 4 / (1 + x * x) between 0 and 1 is pi; this is one quarter of that stretch. */
static void compute(int quarter)
{
    printf("process %d, thread %d: quarter %d begins\n", getpid(), gettid(), quarter);
    double width = 1.0 / QUARTERS / (double)steps, sum = 0;
    for (long i = 0; i < steps; i++) {
        double x = (quarter - 1.0) / QUARTERS + ((double)i + 0.5) * width;
        sum += 4 / (1 + x * x);
    }
    printf("quarter %d done: %.9f\n", quarter, sum * width);
}

/* Takes the one argument, the steps of a quarter, and lets each line out at once. */
static void begin(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    char *end = NULL;
    if (argc == 2)
        steps = strtol(argv[1], &end, 10);
    if (argc > 2 || (end && (end == argv[1] || *end)) || steps < 1 || steps > MOST_STEPS) {
        fprintf(stderr, "usage: %s [STEPS], 1 to %ld\n", argv[0], MOST_STEPS);
        exit(2);
    }
}

#endif
