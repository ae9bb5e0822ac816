/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some walkers, each at a pace of his own, and some huts. At each hut all wait for the last one.
 * One of them, and only one, writes into the hut's book.
 *
 *     cc -g -pthread hike.c -o hike && ./hike 4 3
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MOST 16

static pthread_barrier_t barrier;
static long huts; /* set before they start */

/* The time that a walk takes in the world. */
static void takes(long milliseconds)
{
    struct timespec time = {0, milliseconds * 1000000};
    nanosleep(&time, NULL);
}

static void *walk(void *argument)
{
    long i = (long)argument;
    for (long hut = 1; hut <= huts; hut++) {
        printf("%ld walks\n", i);
        takes(10 * (1 + (i + hut) % 4)); /* on each way another one is the slowest */
        printf("%ld is there\n", i);
        if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD)
            printf("hut %ld: we are all here, says %ld\n", hut, i);
    }
    return NULL;
}

/* A number from 1 to MOST, or the end of the program. */
static long number(const char *text)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > MOST) {
        fprintf(stderr, "hike: '%s' is not a number from 1 to %d\n", text, MOST);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: hike [WALKERS [HUTS]]\n");
        return 2;
    }
    long walkers = argc > 1 ? number(argv[1]) : 4;
    huts = argc > 2 ? number(argv[2]) : 3;

    pthread_barrier_init(&barrier, NULL, (unsigned)walkers);
    pthread_t thread[MOST];
    for (long i = 0; i < walkers; i++) {
        if (pthread_create(&thread[i], NULL, walk, (void *)(i + 1)) != 0) {
            fprintf(stderr, "hike: cannot create a thread\n");
            return 1;
        }
    }
    for (long i = 0; i < walkers; i++)
        pthread_join(thread[i], NULL);
    pthread_barrier_destroy(&barrier);
    return 0;
}
