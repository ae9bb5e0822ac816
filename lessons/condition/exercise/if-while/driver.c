/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sushi bar: one cook, some guests, a belt between them. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c if-while.c -o if-while && ./if-while 4 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "belt.h"

#define MOST_GUESTS 16

static atomic_int cooking; /* the cook is at work */
static atomic_int met;     /* somebody was eating at that time */
static atomic_long eaten;
static atomic_long looks; /* at the belt */

void cook(void)
{
    atomic_store(&cooking, 1);
    atomic_store(&cooking, 0);
}

void eat(void)
{
    if (atomic_load(&cooking))
        atomic_store(&met, 1);
    atomic_fetch_add(&eaten, 1);
}

void belt_shows(int plates)
{
    assert(plates >= 0);
    assert(plates <= BELT_PLACES);
    atomic_fetch_add(&looks, 1);
}

static void *work(void *argument)
{
    for (long i = (long)argument; i > 0; i--)
        serve_one();
    return NULL;
}

static void *dine(void *argument)
{
    for (long i = (long)argument; i > 0; i--)
        enjoy_one();
    return NULL;
}

int main(int argc, char **argv)
{
    int guests = argc > 1 ? atoi(argv[1]) : 4;
    long rounds = argc > 2 ? atol(argv[2]) : 1000; /* plates for each guest */
    if (guests < 1 || guests > MOST_GUESTS || rounds < 1)
        return 2;

    pthread_t thread[MOST_GUESTS + 1];
    if (pthread_create(&thread[guests], NULL, work, (void *)(guests * rounds)) != 0)
        return 1;
    for (int i = 0; i < guests; i++)
        if (pthread_create(&thread[i], NULL, dine, (void *)rounds) != 0)
            return 1;
    for (int i = 0; i <= guests; i++)
        pthread_join(thread[i], NULL);

    assert(atomic_load(&eaten) == guests * rounds);
    assert(atomic_load(&looks) == 2 * guests * rounds);
    if (atomic_load(&met))
        printf("one eats while one cooks\n");
    printf("all have eaten\n");
    return 0;
}
