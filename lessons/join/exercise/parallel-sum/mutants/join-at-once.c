/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * Each thread is joined before the next one begins.
 */
#include <pthread.h>

#include "scores.h"

struct task {
    int player;
    long score;
};

static void *look(void *argument)
{
    struct task *task = argument;
    task->score = score_of(task->player);
    return NULL;
}

long sum_of_scores(int players)
{
    pthread_t thread[MOST_PLAYERS];
    struct task task[MOST_PLAYERS];
    long sum = 0;
    for (int i = 0; i < players; i++) {
        task[i].player = i;
        if (pthread_create(&thread[i], NULL, look, &task[i]) != 0)
            return -1;
        pthread_join(thread[i], NULL);
        sum += task[i].score;
    }
    return sum;
}
