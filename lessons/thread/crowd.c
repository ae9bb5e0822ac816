/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some threads, started one after the other. Each says its number; the first to do so is noted.
 *
 *     cc -g -pthread crowd.c -o crowd && ./crowd 4
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_THREADS 16

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long first; /* who was the first, 0: nobody yet; under the lock */

static void *worker(void *argument)
{
    long number = (long)argument;
    pthread_mutex_lock(&lock);
    if (first == 0)
        first = number;
    pthread_mutex_unlock(&lock);
    printf("I am number %ld\n", number);
    return NULL;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "crowd: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: crowd [THREADS]\n");
        return 2;
    }
    long threads = argc > 1 ? number(argv[1], MOST_THREADS) : 4;

    pthread_t thread[MOST_THREADS]; /* main must keep them all: a thread that is not known cannot
                                       be waited for */
    for (long i = 0; i < threads; i++) {
        if (pthread_create(&thread[i], NULL, worker, (void *)(i + 1)) != 0) {
            fprintf(stderr, "crowd: cannot create a thread\n");
            return 1;
        }
    }
    for (long i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);

    printf("the first was number %ld\n", first);
    return 0;
}
