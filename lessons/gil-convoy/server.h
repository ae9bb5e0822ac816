/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server under one interpreter lock. Main answers requests, each of
 * them a few instructions long: first alone, then while some threads
 * compute. Whoever includes this says what take_lock() and give_lock()
 * are.
 */
#ifndef SERVER_H
#define SERVER_H

#include <stdatomic.h>

#include "../gil/interpreter.h"
#include "../gil/number.h"
#include "measure.h"

static const struct instruction program[] = {
    {FOR_ITER, 0}, {STORE_ROUND, 0}, {LOAD_FAST, 0}, {LOAD_CONST, 1},
    {ADD, 0},      {STORE_FAST, 0},  {JUMP, 0},
};

static int alone = 10;        /* answers before anybody computes */
static atomic_long computing; /* threads that are not done */

static void *compute(void *argument)
{
    interpret(argument);
    computing--;
    return NULL;
}

/* One request: some instructions, under the lock like everybody's. */
static void answer(long interval)
{
    struct timespec pause = {0, 2000000};
    nanosleep(&pause, NULL); /* stands for the network */
    struct task task = {program, 10, interval};
    double asked = now_us();
    interpret(&task);
    note_answer(now_us() - asked);
}

/* Arguments: threads that compute, rounds of each, instructions a turn. */
static int serve(int argc, char **argv)
{
    if (argc > 4) {
        fprintf(stderr, "usage: %s [THREADS [ROUNDS [INTERVAL]]]\n", argv[0]);
        return 2;
    }
    long threads = number(argc, argv, 1, 1, MOST_TASKS - 1);
    long interval = number(argc, argv, 3, 1000000, 1000000000);
    struct task work = {program, number(argc, argv, 2, 4000000, 1000000000), interval};

    pthread_t thread[MOST_TASKS];
    for (int i = 0; i < alone; i++)
        answer(interval);
    tell_answers("alone");

    double began = now_us();
    computing = threads;
    for (long i = 0; i < threads; i++)
        if (pthread_create(&thread[i], NULL, compute, &work) != 0) {
            fprintf(stderr, "cannot create a thread\n");
            return 1;
        }
    do
        answer(interval);
    while (computing > 0);
    for (long i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);
    printf("%ld answers; the work took %.0f ms\n", answered, (now_us() - began) / 1e3);
    tell_answers("with others");
    return 0;
}

#endif
