/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Gives each thread the address of the counter of the loop, which goes on meanwhile.
 */
#include <pthread.h>

#include "scores.h"

static long score[MOST_PLAYERS + 1];

static void *look(void *argument)
{
    const int *player = argument;
    score[*player] = score_of(*player);
    return NULL;
}

long sum_of_scores(int players)
{
    pthread_t thread[MOST_PLAYERS];
    static int next;
    for (next = 0; next < players; next++)
        if (pthread_create(&thread[next], NULL, look, &next) != 0)
            return -1;
    long sum = 0;
    for (int i = 0; i < players; i++) {
        pthread_join(thread[i], NULL);
        sum += score[i];
    }
    return sum;
}
