/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * missed.c with an event in place of the bare condition: the light stays green, and remembers it.
 *
 *     cc -g -pthread green.c -o green && ./green 3
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "event.h"

#define MOST_CARS 16

static long passed;                                      /* cars */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of passed */
static struct event green = EVENT_RED;

static void *car(void *argument)
{
    event_wait(&green);
    pthread_mutex_lock(&lock);
    passed++;
    pthread_mutex_unlock(&lock);
    return argument;
}

static void *light(void *argument)
{
    event_set(&green);
    return argument;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "green: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: green [CARS]\n");
        return 2;
    }
    long cars = argc > 1 ? number(argv[1], MOST_CARS) : 3;

    pthread_t thread[MOST_CARS + 1];
    for (long i = 0; i <= cars; i++) {
        if (pthread_create(&thread[i], NULL, i < cars ? car : light, NULL) != 0) {
            fprintf(stderr, "green: cannot create a thread\n");
            return 1;
        }
    }
    for (long i = 0; i <= cars; i++)
        pthread_join(thread[i], NULL);

    printf("%ld of %ld cars have passed\n", passed, cars);
    return 0;
}
