/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Passengers at an airport. Five at a time may go through security; the others queue. Each check
 * takes 20 ms, or, with "uneven", 10 to 40 ms.
 *
 *     cc -g -pthread security.c -o security && ./security 20 5
 *     ./security 20 5 uneven
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST_PASSENGERS 50

static sem_t places;
static int is_uneven; /* set before the passengers come */

/* The time that a check takes in the world. */
static void takes(long milliseconds)
{
    struct timespec time = {0, milliseconds * 1000000};
    nanosleep(&time, NULL);
}

static void *passenger(void *argument)
{
    long i = (long)argument;
    printf("passenger %ld queues\n", i);
    sem_wait(&places);
    printf("passenger %ld enters\n", i);
    takes(is_uneven ? 10 + i * 7 % 31 : 20);
    printf("passenger %ld leaves\n", i);
    sem_post(&places);
    return NULL;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "security: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 4 || (argc == 4 && strcmp(argv[3], "uneven") != 0)) {
        fprintf(stderr, "usage: security [PASSENGERS [PLACES [uneven]]]\n");
        return 2;
    }
    long passengers = argc > 1 ? number(argv[1], MOST_PASSENGERS) : 20;
    sem_init(&places, 0, (unsigned)(argc > 2 ? number(argv[2], MOST_PASSENGERS) : 5));
    is_uneven = argc == 4;

    pthread_t thread[MOST_PASSENGERS];
    for (long i = 0; i < passengers; i++) {
        if (pthread_create(&thread[i], NULL, passenger, (void *)(i + 1)) != 0) {
            fprintf(stderr, "security: cannot create a thread\n");
            return 1;
        }
    }
    for (long i = 0; i < passengers; i++)
        pthread_join(thread[i], NULL);
    sem_destroy(&places);
    return 0;
}
