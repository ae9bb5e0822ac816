/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main calls the same function some times. No thread is started.
 *
 *     cc -g -pthread call.c -o call && ./call 3 100
 */
#define _GNU_SOURCE /* gettid */
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
        fprintf(stderr, "call: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: call [TASKS [MS]]\n");
        return 2;
    }
    long tasks = argc > 1 ? number(argv[1], MOST_TASKS) : 3;
    ms = argc > 2 ? number(argv[2], 2000) : 100;

    printf("main: process %d, thread %d\n", (int)getpid(), (int)gettid());
    for (long i = 1; i <= tasks; i++)
        task((void *)i); /* comes back when the task is over */
    printf("main: all are over\n");
    return 0;
}
