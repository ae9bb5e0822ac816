/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of threads.c with nothing else: each part on it must be done once. With `loose` a
 * worker looks at the next part without the lock.
 *
 *     cc -g -pthread small.c -o small && ./small 2 2 && ./small 2 2 loose
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#include "number.h"

#define MOST_WORKERS 16
#define MOST_PARTS   64

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of next */
static long next = 1;                                    /* part on the table */
static long parts;
static bool is_loose;

/* The next part; 0: there is none. */
static long take(void)
{
    if (!is_loose)
        pthread_mutex_lock(&lock);
    long part = next <= parts ? next++ : 0;
    if (!is_loose)
        pthread_mutex_unlock(&lock);
    return part;
}

static void *work(void *argument)
{
    (void)argument;
    long sum = 0;
    for (long part; (part = take()) != 0;)
        sum += part;
    return (void *)sum;
}

int main(int argc, char **argv)
{
    if (argc > 4 || (argc == 4 && strcmp(argv[3], "loose") != 0)) {
        fprintf(stderr, "usage: small [WORKERS [PARTS [loose]]]\n");
        return 2;
    }
    long workers = number(argc, argv, 1, 2, MOST_WORKERS);
    parts = number(argc, argv, 2, 2, MOST_PARTS);
    is_loose = argc == 4;

    pthread_t worker[MOST_WORKERS];
    for (long i = 0; i < workers; i++) {
        if (pthread_create(&worker[i], NULL, work, NULL) != 0) {
            fprintf(stderr, "small: cannot create a thread\n");
            return 1;
        }
    }
    long sum = 0;
    for (long i = 0; i < workers; i++) {
        void *of_worker;
        pthread_join(worker[i], &of_worker);
        sum += (long)of_worker;
    }
    printf("sum: %ld\n", sum);
    fflush(NULL); /* the claim below may end the program */
    assert(sum == parts * (parts + 1) / 2);
    return 0;
}
