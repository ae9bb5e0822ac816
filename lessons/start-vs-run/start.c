/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * call.c with pthread_create where the function was called.
 *
 *     cc -g -pthread start.c -o start && ./start 3 100
 */
#define _GNU_SOURCE /* gettid */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define MOST_TASKS 8

static long ms; /* what a task takes */

static void *task(void *argument)
{
    printf("task %ld begins, in thread %d\n", (long)argument, (int)gettid());
    struct timespec wait = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&wait, NULL); /* it waits for an answer: that is its work */
    printf("task %ld is over\n", (long)argument);
    return NULL;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "start: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: start [TASKS [MS]]\n");
        return 2;
    }
    long tasks = argc > 1 ? number(argv[1], MOST_TASKS) : 3;
    ms = argc > 2 ? number(argv[2], 2000) : 100;

    printf("main: process %d, thread %d\n", (int)getpid(), (int)gettid());
    pthread_t thread[MOST_TASKS];
    for (long i = 0; i < tasks; i++) {
        long number = i + 1;
        /* comes back at once: */
        if (pthread_create(&thread[i], NULL, task, (void *)number) != 0) {
            fprintf(stderr, "start: cannot create a thread\n");
            return 1;
        }
    }
    for (long i = 0; i < tasks; i++)
        pthread_join(thread[i], NULL);
    printf("main: all are over\n");
    return 0;
}
