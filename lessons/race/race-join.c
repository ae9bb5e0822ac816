/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * race.c with a join right behind each create: a thread starts when the one before has ended.
 *
 *     cc -g -pthread race-join.c -o race-join && ./race-join 2 1000000
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_THREADS   16
#define MOST_ADDITIONS 2000000000

static long counter; /* one for all threads */

static void *add(void *argument)
{
    long additions = (long)argument;
    for (long i = 0; i < additions; i++)
        counter++;
    return NULL;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "race-join: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: race-join [THREADS [ADDITIONS]]\n");
        return 2;
    }
    long threads = argc > 1 ? number(argv[1], MOST_THREADS) : 2;
    long additions = argc > 2 ? number(argv[2], MOST_ADDITIONS) : 1000000;

    for (long i = 0; i < threads; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, add, (void *)additions) != 0) {
            fprintf(stderr, "race-join: cannot create a thread\n");
            return 1;
        }
        pthread_join(thread, NULL); /* waits: never two threads that add */
    }

    printf("counter = %ld, should be %ld\n", counter, threads * additions);
    fflush(NULL); /* the claim below may end the program */
    assert(counter == threads * additions);
    return 0;
}
