/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main waits for a thread, but not longer than so many milliseconds. Then
 * it gives up; and later it waits again.
 *
 *     cc -g -pthread limit.c -o limit && ./limit 200 60
 */
#define _GNU_SOURCE /* pthread_timedjoin_np */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void *waiting(void *argument)
{
    long ms = (long)argument;
    struct timespec time = {ms / 1000, ms % 1000 * 1000000};
    printf("waiting starts\n");
    nanosleep(&time, NULL); /* for something outside: that is the work */
    printf("waiting is over\n");
    return NULL;
}

/* Waits, but no longer than ms milliseconds. 0, or an error's number. */
static int join_for(pthread_t thread, long ms)
{
    struct timespec until; /* join wants a time of day, not a duration */
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += ms % 1000 * 1000000;
    until.tv_sec += ms / 1000 + until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    return pthread_timedjoin_np(thread, NULL, &until);
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "limit: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: limit [MS [LIMIT]]\n");
        return 2;
    }
    long ms = argc > 1 ? number(argv[1], 5000) : 200;
    long limit = argc > 2 ? number(argv[2], 5000) : 60;

    pthread_t thread;
    if (pthread_create(&thread, NULL, waiting, (void *)ms) != 0) {
        fprintf(stderr, "limit: cannot create a thread\n");
        return 1;
    }
    int error = join_for(thread, limit);
    bool is_late = error == ETIMEDOUT;
    printf("main: %s\n", is_late ? "it is late, I go on" : "in time");
    if (is_late)
        error = pthread_join(thread, NULL); /* as if we had never asked */
    assert(error == 0);
    printf("main: joined\n");
    return 0;
}
