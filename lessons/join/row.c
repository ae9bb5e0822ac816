/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads, the first one slow, the second one quick. Main joins them
 * in the order in which they were started, and measures how long each
 * join takes.
 *
 *     cc -g -pthread row.c -o row && ./row 180 60
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void *waiting(void *argument)
{
    long ms = (long)argument;
    struct timespec time = {ms / 1000, ms % 1000 * 1000000};
    printf("%ld ms start\n", ms);
    nanosleep(&time, NULL); /* for something outside: that is the work */
    printf("%ld ms are over\n", ms);
    return NULL;
}

static double now(void) /* in milliseconds */
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "row: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: row [MS [MS]]\n");
        return 2;
    }
    long ms[2] = {180, 60};
    for (int i = 1; i < argc; i++)
        ms[i - 1] = number(argv[i], 5000);

    pthread_t thread[2];
    for (int i = 0; i < 2; i++) {
        if (pthread_create(&thread[i], NULL, waiting, (void *)ms[i]) != 0) {
            fprintf(stderr, "row: cannot create a thread\n");
            return 1;
        }
    }
    for (int i = 0; i < 2; i++) {
        double before = now();
        pthread_join(thread[i], NULL);
        printf("join %d: %.2f ms\n", i + 1, now() - before);
    }
    return 0;
}
