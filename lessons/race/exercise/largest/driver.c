/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some threads measure, each at a place of its own. Frozen.
 *
 *     cc -g -pthread driver.c largest.c -o largest && ./largest 4
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "largest.h"

#define MOST_THREADS 16

static atomic_int measuring, met;

int measure(int place)
{
    if (atomic_fetch_add(&measuring, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_sub(&measuring, 1);
    return 10 * (place + 1);
}

static void *work(void *argument)
{
    measure_and_keep(*(int *)argument);
    return NULL;
}

int main(int argc, char **argv)
{
    int threads = argc > 1 ? atoi(argv[1]) : 2, place[MOST_THREADS];
    pthread_t thread[MOST_THREADS];
    if (threads < 1 || threads > MOST_THREADS)
        return 2;
    for (int i = 0; i < threads; i++) {
        place[i] = i;
        if (pthread_create(&thread[i], NULL, work, &place[i]) != 0)
            return 1;
    }
    for (int i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);
    assert(largest() == 10 * threads);
    if (atomic_load(&met))
        printf("two measured at once\n");
    printf("the largest is known\n");
    return 0;
}
