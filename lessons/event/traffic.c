/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A traffic light and some cars that come round again and again. At red each stops where it is, at
 * green all go at once.
 *
 *     cc -g -pthread traffic.c -o traffic && ./traffic 3 3
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "event.h"

#define MOST_CARS   16
#define MOST_ROUNDS 1000

static struct event green = EVENT_RED;
static struct event closed = EVENT_RED; /* set when the road closes for the night */
static long rounds;                     /* of red and green */

/* The time that something takes in the world: a light's phase, the way round to it. */
static void takes(long milliseconds)
{
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&time, NULL);
}

static void *car(void *argument)
{
    const char *name = argument;
    while (!event_is_set(&closed)) {
        if (!event_is_set(&green)) {
            printf("%s stops at red\n", name);
            event_wait(&green);
            printf("%s goes at green\n", name);
        }
        takes(20); /* once round */
    }
    return NULL;
}

static void *light(void *argument)
{
    for (long i = 0; i < rounds; i++) {
        printf("red\n");
        event_clear(&green);
        takes(40);
        printf("green\n");
        event_set(&green);
        takes(40);
    }
    event_set(&closed);
    return argument;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "traffic: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    static char names[MOST_CARS][4]; /* the cars read them */
    if (argc > 3) {
        fprintf(stderr, "usage: traffic [CARS [ROUNDS]]\n");
        return 2;
    }
    long cars = argc > 1 ? number(argv[1], MOST_CARS) : 3;
    rounds = argc > 2 ? number(argv[2], MOST_ROUNDS) : 3;

    pthread_t thread[MOST_CARS + 1];
    for (long i = 0; i <= cars; i++) {
        if (i < cars)
            snprintf(names[i], sizeof(names[i]), "%c", (char)('A' + i));
        if (pthread_create(&thread[i], NULL, i < cars ? car : light, i < cars ? names[i] : NULL)) {
            fprintf(stderr, "traffic: cannot create a thread\n");
            return 1;
        }
    }
    for (long i = 0; i <= cars; i++)
        pthread_join(thread[i], NULL);
    return 0;
}
