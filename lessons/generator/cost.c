/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same values handed over three ways: by a call, by a generator, and by a thread with two
 * semaphores. What does one value cost?
 *
 *     cc -g -pthread cost.c -o cost && ./cost 5000
 */
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

#include "generator.h"

#define MOST_VALUES 10000000

static long values;

static double nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static void tell(const char *what, double start, long sum)
{
    printf("%s: %.0f ns\n", what, (nanoseconds() - start) / (double)values);
    if (sum != values * (values - 1) / 2)
        printf("a value is missing\n");
}

static long call(void)
{
    static long next;
    return next++;
}

static void generate(void)
{
    for (long i = 0; i < values; i++)
        generator_yield(i);
}

static sem_t wanted, given;
static long handed; /* the semaphores say whose turn it is */

static void *produce(void *argument)
{
    for (long i = 0; i < values; i++) {
        sem_wait(&wanted);
        handed = i;
        sem_post(&given);
    }
    return argument;
}

int main(int argc, char **argv)
{
    char *end = NULL;
    values = argc == 2 ? strtol(argv[1], &end, 10) : 5000;
    if (argc > 2 || (end && (end == argv[1] || *end)) || values < 1 || values > MOST_VALUES) {
        fprintf(stderr, "usage: cost [VALUES], from 1 to %d\n", MOST_VALUES);
        return 2;
    }
    long sum = 0, value;
    double start = nanoseconds();
    for (long i = 0; i < values; i++)
        sum += call();
    tell("a call", start, sum);

    struct generator numbers;
    generator_init(&numbers, generate);
    sum = 0;
    start = nanoseconds();
    while (generator_next(&numbers, &value))
        sum += value;
    tell("a generator", start, sum);
    generator_release(&numbers);

    pthread_t producer;
    sem_init(&wanted, 0, 0);
    sem_init(&given, 0, 0);
    if (pthread_create(&producer, NULL, produce, NULL) != 0) {
        fprintf(stderr, "cost: cannot create a thread\n");
        return 1;
    }
    sum = 0;
    start = nanoseconds();
    for (long i = 0; i < values; i++) {
        sem_post(&wanted);
        sem_wait(&given);
        sum += handed;
    }
    tell("a thread", start, sum);
    pthread_join(producer, NULL);
    return 0;
}
