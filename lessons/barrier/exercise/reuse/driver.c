/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some walkers on the way from hut to hut. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c reuse.c -o reuse && ./reuse 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "meet.h"

static atomic_long steps;  /* how many times somebody has come to a hut */
static atomic_int walking; /* who are on their way */
static atomic_int met;     /* two were so at the same time */

void walk_to(int hut)
{
    if (atomic_fetch_add(&walking, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_sub(&walking, 1);
    long before = atomic_fetch_add(&steps, 1);
    assert(before >= (long)hut * WALKERS); /* all had been at the last one */
}

static void *go(void *argument)
{
    long huts = (long)argument;
    hike((int)huts);
    assert(atomic_load(&steps) == WALKERS * huts); /* all have been at the last one, too */
    return NULL;
}

int main(int argc, char **argv)
{
    int huts = argc > 1 ? atoi(argv[1]) : 1000;
    pthread_t thread[WALKERS];
    if (huts < 1)
        return 2;

    for (int i = 0; i < WALKERS; i++)
        if (pthread_create(&thread[i], NULL, go, (void *)(long)huts) != 0)
            return 1;
    for (int i = 0; i < WALKERS; i++)
        pthread_join(thread[i], NULL);

    if (atomic_load(&met))
        printf("two on their way at once\n");
    printf("all huts visited\n");
    return 0;
}
