/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Players claim names; all of them want the same ones. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c check-then-act.c -o check-then-act && ./check-then-act 4 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "names.h"

#define MOST_PLAYERS 16

static atomic_int spelling; /* players whose name is being looked at */
static atomic_int met;      /* two were, at the same time */
static int names;

void spell_check(int name)
{
    assert(name >= 0 && name < names);
    if (atomic_fetch_add(&spelling, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_sub(&spelling, 1);
}

static void *play(void *argument)
{
    int *got = argument;
    for (int name = 0; name < names; name++)
        if (claim_name(name))
            ++*got;
    return NULL;
}

int main(int argc, char **argv)
{
    int players = argc > 1 ? atoi(argv[1]) : 2;
    names = argc > 2 ? atoi(argv[2]) : 1;
    pthread_t player[MOST_PLAYERS];
    int got[MOST_PLAYERS] = {0};
    if (players < 1 || players > MOST_PLAYERS || names < 1 || names > MOST_NAMES)
        return 2;

    for (int i = 0; i < players; i++)
        if (pthread_create(&player[i], NULL, play, &got[i]) != 0)
            return 1;
    int sum = 0;
    for (int i = 0; i < players; i++) {
        pthread_join(player[i], NULL);
        sum += got[i];
    }
    assert(sum == names); /* each name has one owner */
    if (atomic_load(&met))
        printf("two names looked at at once\n");
    printf("all names have an owner\n");
    return 0;
}
