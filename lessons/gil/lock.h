/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The global interpreter lock: one for all threads of the process. Who wants it draws a number, and
 * has it when the number is up. So giving it up means that the next one in the queue really runs.
 * (A bare mutex would nearly always go back to the one who has just released it: he is awake.)
 */
#ifndef LOCK_H
#define LOCK_H

#include <pthread.h>
#include <stdio.h>

#include "interpreter.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of the two numbers */
static long next_number, number_up;
static pthread_cond_t turn[MOST_TASKS]; /* one waiter each; all zero is a valid one */
static int tells_turns;

static void take_lock(void)
{
    pthread_mutex_lock(&lock);
    long mine = next_number++;
    while (number_up != mine)
        pthread_cond_wait(&turn[mine % MOST_TASKS], &lock);
    pthread_mutex_unlock(&lock);
    if (tells_turns)
        printf("turn %ld begins\n", mine + 1);
}

static void give_lock(void)
{
    if (tells_turns)
        printf("turn over\n");
    pthread_mutex_lock(&lock);
    number_up++;
    pthread_cond_signal(&turn[number_up % MOST_TASKS]);
    pthread_mutex_unlock(&lock);
}

#endif
