/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread that computes and offers the lock, and one that wants it. Frozen: this is what the check
 * runs.
 *
 * cc -g -pthread driver.c your-turn.c -o your-turn && ./your-turn 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "lock.h"

static atomic_int is_waiting; /* the guest, for the lock */
static long turns, steps;     /* of the guest, of both; only with the lock held */
static long rounds = 1;
static pthread_t guest;

void must_wait(void)
{
    if (pthread_equal(pthread_self(), guest))
        atomic_store(&is_waiting, 1);
}

/* Wants the lock for a moment. */
static void *visit(void *argument)
{
    guest = pthread_self();
    for (long i = 0; i < rounds; i++) {
        take_lock();
        atomic_store(&is_waiting, 0);
        turns++;
        steps++;
        give_lock();
    }
    return argument;
}

int main(int argc, char **argv)
{
    rounds = argc > 1 ? atol(argv[1]) : 1000;
    pthread_t thread;
    if (rounds < 1 || pthread_create(&thread, NULL, visit, NULL) != 0)
        return 2;

    int had_its_turn = 0;
    take_lock();
    for (long i = 0; i < rounds; i++) {
        int waited = atomic_load(&is_waiting);
        long before = turns;
        steps++;
        offer_lock();
        assert(!waited || turns > before);
        had_its_turn |= waited;
    }
    give_lock();
    pthread_join(thread, NULL);

    assert(turns == rounds && steps == 2 * rounds);
    if (had_its_turn)
        printf("one waited, and was next\n");
    printf("both have come to their end\n");
    return 0;
}
