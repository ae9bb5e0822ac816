/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Four philosophers at a round table. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c philosophers.c -o philosophers && ./philosophers 20000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "table.h"

static int in_use[SEATS];   /* forks; each is touched only by who has it */
static long eaten[SEATS];   /* meals; each is touched only in that seat */
static atomic_int first_at; /* seat 0 is eating */
static atomic_int met;      /* seat 2 was eating at that time */

static void use(int fork)
{
    assert(!in_use[fork]);
    in_use[fork] = 1;
}

void eat(int seat)
{
    int left = seat, right = (seat + 1) % SEATS;
    use(left);
    use(right);
    if (seat == 0)
        atomic_store(&first_at, 1);
    if (seat == 2 && atomic_load(&first_at))
        atomic_store(&met, 1);
    eaten[seat]++;
    if (seat == 0)
        atomic_store(&first_at, 0);
    in_use[left] = 0;
    in_use[right] = 0;
}

static void *live(void *argument)
{
    long seat = (long)argument % SEATS, meals = (long)argument / SEATS;
    for (long i = 0; i < meals; i++)
        dine((int)seat);
    return NULL;
}

int main(int argc, char **argv)
{
    long meals = argc > 1 ? atol(argv[1]) : 20000; /* of each */
    if (meals < 1)
        return 2;

    pthread_t thread[SEATS];
    for (long i = 0; i < SEATS; i++)
        if (pthread_create(&thread[i], NULL, live, (void *)(meals * SEATS + i)) != 0)
            return 1;
    for (int i = 0; i < SEATS; i++)
        pthread_join(thread[i], NULL);

    for (int i = 0; i < SEATS; i++)
        assert(eaten[i] == meals);
    if (atomic_load(&met))
        printf("two eat at once\n");
    printf("all have eaten\n");
    return 0;
}
