/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Waits for the first thread only; the others may still be looking.
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
    for (int i = 0; i < players; i++) {
        task[i] = (struct task){.player = i};
        if (pthread_create(&thread[i], NULL, look, &task[i]) != 0)
            return -1;
    }
    pthread_join(thread[0], NULL);
    long sum = 0;
    for (int i = 0; i < players; i++)
        sum += task[i].score;
    for (int i = 1; i < players; i++)
        pthread_join(thread[i], NULL);
    return sum;
}
