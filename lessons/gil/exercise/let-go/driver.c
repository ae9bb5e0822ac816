/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two scripts on one interpreter. Frozen.
 *
 *     cc -g -pthread driver.c let-go.c -o let-go && ./let-go 2 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "interpreter.h"

#define MOST_THREADS 8

static long steps; /* of the interpreter: it has no lock of its own */
static atomic_int reading, met;
static int rounds = 1;

void compute(void)
{
    steps++;
    if (atomic_load(&reading) > 0)
        atomic_store(&met, 1);
}

void read_file(void)
{
    atomic_fetch_add(&reading, 1);
    atomic_fetch_sub(&reading, 1);
}

static void *script(void *argument)
{
    (void)argument;
    run_script(rounds);
    return NULL;
}

int main(int argc, char **argv)
{
    int threads = argc > 1 ? atoi(argv[1]) : 2;
    rounds = argc > 2 ? atoi(argv[2]) : 1;
    pthread_t thread[MOST_THREADS];
    if (threads < 1 || threads > MOST_THREADS)
        return 2;
    for (int i = 0; i < threads; i++)
        if (pthread_create(&thread[i], NULL, script, NULL) != 0)
            return 1;
    for (int i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);
    assert(steps == (long)threads * rounds);
    if (atomic_load(&met))
        printf("one computed while another one read\n");
    printf("all scripts have run\n");
    return 0;
}
