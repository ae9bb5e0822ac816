/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Half of the threads let cars into a car park, half let them out. Frozen: this is what the check
 * runs.
 *
 *     cc -g -pthread driver.c wrong-lock.c -o wrong-lock && ./wrong-lock 2 100000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "park.h"

#define MOST_THREADS 16

static atomic_int printing; /* tickets that are being printed */
static atomic_int met;      /* two were, at the same time */
static atomic_long tickets;
static long rounds;

void print_ticket(void)
{
    if (atomic_fetch_add(&printing, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_add(&tickets, 1);
    atomic_fetch_sub(&printing, 1);
}

static void *let_in(void *argument)
{
    for (long i = 0; i < rounds; i++)
        car_in();
    return argument;
}

static void *let_out(void *argument)
{
    for (long i = 0; i < rounds; i++)
        car_out();
    return argument;
}

int main(int argc, char **argv)
{
    int threads = argc > 1 ? atoi(argv[1]) : 2;
    rounds = argc > 2 ? atol(argv[2]) : 100000;
    pthread_t thread[MOST_THREADS];
    if (threads < 2 || threads > MOST_THREADS || threads % 2 != 0 || rounds < 1)
        return 2;

    for (int i = 0; i < threads; i++)
        if (pthread_create(&thread[i], NULL, i % 2 == 0 ? let_in : let_out, NULL) != 0)
            return 1;
    for (int i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);

    assert(atomic_load(&tickets) == threads * rounds);
    assert(cars_inside() == CARS_AT_FIRST); /* as many came as went */
    if (atomic_load(&met))
        printf("two tickets at once\n");
    printf("all cars counted\n");
    return 0;
}
