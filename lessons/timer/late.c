/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How punctual is a timer? Sets one again and again, and measures how
 * much too late it fires. So many threads compute at the same time.
 *
 *     cc -g -pthread late.c -o late && ./late 0 20 && ./late 4 20
 */
#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "timer.h"

#define MOST_BUSY   16
#define MOST_TIMERS 1000

static atomic_bool is_over;
static struct timespec fired; /* when; main reads it after the join */

static void note(void)
{
    clock_gettime(CLOCK_MONOTONIC, &fired);
}

static void *compute(void *argument)
{
    while (!is_over)
        ;
    return argument;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* A number from least to most, or the end of the program. */
static long number(const char *text, long least, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < least || value > most) {
        fprintf(stderr, "late: '%s' is not a number from %ld to %ld\n", text, least, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: late [BUSY THREADS [TIMERS]]\n");
        return 2;
    }
    long busy = argc > 1 ? number(argv[1], 0, MOST_BUSY) : 0;
    long timers = argc > 2 ? number(argv[2], 1, MOST_TIMERS) : 20;

    pthread_t thread[MOST_BUSY];
    for (long i = 0; i < busy; i++) {
        if (pthread_create(&thread[i], NULL, compute, NULL) != 0) {
            fprintf(stderr, "late: cannot create a thread\n");
            return 1;
        }
    }
    double late[MOST_TIMERS]; /* microseconds */
    for (long i = 0; i < timers; i++) {
        struct timer timer;
        if (timer_start(&timer, 5, note) != 0) {
            fprintf(stderr, "late: cannot create a thread\n");
            return 1;
        }
        timer_join(&timer);
        late[i] = (double)(fired.tv_sec - timer.until.tv_sec) * 1e6 +
                  (double)(fired.tv_nsec - timer.until.tv_nsec) / 1e3;
    }
    is_over = true;
    for (long i = 0; i < busy; i++)
        pthread_join(thread[i], NULL);
    qsort(late, (size_t)timers, sizeof(*late), by_size);
    printf("at best: %.0f us\n", late[0]);
    printf("typical: %.0f us\n", late[timers / 2]);
    printf("at worst: %.0f us\n", late[timers - 1]);
    fflush(NULL); /* the claim below may end the program */
    assert(late[0] >= 0);
    return 0;
}
