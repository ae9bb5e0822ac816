/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gil.c without the lock: nobody ever waits for anybody.
 *
 *     cc -g -pthread free.c -o free && ./free 2 20000000
 */
#include "number.h"
#include "threads.h"

static const struct instruction program[] = {
    {FOR_ITER, 0}, {STORE_ROUND, 0}, {LOAD_FAST, 0}, {LOAD_CONST, 1},
    {ADD, 0},      {STORE_FAST, 0},  {JUMP, 0},
};

static void take_lock(void)
{
}

static void give_lock(void)
{
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: free [THREADS [ROUNDS]]\n");
        return 2;
    }
    long threads = number(argc, argv, 1, 2, MOST_TASKS);
    struct task task = {program, number(argc, argv, 2, 20000000, 1000000000), 1000000};
    run_threads(threads, &task);
    printf("threads: %ld, each has counted to %ld\n", threads, task.rounds);
    return 0;
}
