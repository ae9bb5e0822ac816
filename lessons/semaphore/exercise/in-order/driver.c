/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three singers, a thread each, sing A, B, C, A, B, C. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c in-order.c -o in-order && ./in-order 5
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "song.h"

static atomic_int breathing; /* singers that take breath */
static atomic_int met;       /* two did at the same time */
static atomic_int sung;      /* notes */
static int rounds;

void breathe(void)
{
    if (atomic_fetch_add(&breathing, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_sub(&breathing, 1);
}

void sing(int who)
{
    int before = atomic_fetch_add(&sung, 1);
    assert(before % SINGERS == who);
}

static void *perform(void *argument)
{
    int *who = argument;
    sing_part(*who, rounds);
    return NULL;
}

int main(int argc, char **argv)
{
    rounds = argc > 1 ? atoi(argv[1]) : 2;
    pthread_t singer[SINGERS];
    int number[SINGERS];
    if (rounds < 1)
        return 2;

    before_the_song();
    for (int i = 0; i < SINGERS; i++) {
        number[i] = i;
        if (pthread_create(&singer[i], NULL, perform, &number[i]) != 0)
            return 1;
    }
    for (int i = 0; i < SINGERS; i++)
        pthread_join(singer[i], NULL);

    assert(atomic_load(&sung) == SINGERS * rounds);
    if (atomic_load(&met))
        printf("two breathe at once\n");
    printf("the song is over\n");
    return 0;
}
