/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each thread interprets a loop of its own. They share nothing but the interpreter's lock.
 *
 *     cc -g -pthread gil.c -o gil && ./gil 2 20000000 1000000
 */
#include <string.h>

#include "lock.h"
#include "number.h"
#include "threads.h"

static const struct instruction program[] = {
    {FOR_ITER, 0}, {STORE_ROUND, 0}, {LOAD_FAST, 0}, {LOAD_CONST, 1},
    {ADD, 0},      {STORE_FAST, 0},  {JUMP, 0},
};

int main(int argc, char **argv)
{
    if (argc > 5 || (argc == 5 && strcmp(argv[4], "tell") != 0)) {
        fprintf(stderr, "usage: gil [THREADS [ROUNDS [INTERVAL [tell]]]]\n");
        return 2;
    }
    long threads = number(argc, argv, 1, 2, MOST_TASKS);
    struct task task = {program, number(argc, argv, 2, 20000000, 1000000000),
                        number(argc, argv, 3, 1000000, 1000000000)};
    tells_turns = argc == 5;
    run_threads(threads, &task);
    printf("threads: %ld, each has counted to %ld\n", threads, task.rounds);
    return 0;
}
