/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A swimming bath with a turnstile. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c turnstile.c -o turnstile && ./turnstile 8 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "bath.h"

#define MOST_GUESTS 16

static atomic_int swimming;
static atomic_int was_full; /* as many as may be were in */
static atomic_long swum;

void swim(void)
{
    int with_me = atomic_fetch_add(&swimming, 1) + 1;
    assert(with_me <= LANES);
    if (with_me == LANES)
        atomic_store(&was_full, 1);
    atomic_fetch_sub(&swimming, 1);
    atomic_fetch_add(&swum, 1);
}

static void *come(void *argument)
{
    for (long i = (long)argument; i > 0; i--)
        visit();
    return NULL;
}

int main(int argc, char **argv)
{
    int guests = argc > 1 ? atoi(argv[1]) : 8;
    long visits = argc > 2 ? atol(argv[2]) : 1000; /* of each */
    pthread_t thread[MOST_GUESTS];
    if (guests < 1 || guests > MOST_GUESTS || visits < 1)
        return 2;

    for (int i = 0; i < guests; i++)
        if (pthread_create(&thread[i], NULL, come, (void *)visits) != 0)
            return 1;
    for (int i = 0; i < guests; i++)
        pthread_join(thread[i], NULL);

    assert(atomic_load(&swum) == guests * visits);
    if (atomic_load(&was_full))
        printf("all lanes in use\n");
    printf("all have swum\n");
    return 0;
}
