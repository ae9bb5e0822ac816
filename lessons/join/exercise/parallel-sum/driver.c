/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks for the scores of some players, and looks whether each is its own. Frozen.
 *
 *     cc -g -pthread driver.c parallel-sum.c -o parallel-sum && ./parallel-sum 8
 */
#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "scores.h"

static atomic_int looking; /* threads that look for a score */
static atomic_int met;     /* two did at the same time */

long score_of(int player)
{
    if (atomic_fetch_add(&looking, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_sub(&looking, 1);
    return 2 * player + 1;
}

int main(int argc, char **argv)
{
    int players = argc > 1 ? atoi(argv[1]) : 2;
    if (players < 1 || players > MOST_PLAYERS)
        return 2;
    long sum = sum_of_scores(players);
    assert(sum == (long)players * players);
    if (atomic_load(&met))
        printf("two scores at once\n");
    printf("the sum is right\n");
    return 0;
}
