/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All threads do `counter += 1` in the interpreter. Only who has the lock may interpret.
 *
 *     cc -g -pthread shared.c -o shared && ./shared 2 2000000 10000
 *     ./shared 2 2000000 10000 jumps
 */
#include <assert.h>
#include <string.h>

#include "lock.h"
#include "number.h"
#include "threads.h"

static const struct instruction program[] = {
    {FOR_ITER, 0}, {STORE_ROUND, 0},  {LOAD_GLOBAL, 0}, {LOAD_CONST, 1},
    {ADD, 0},      {STORE_GLOBAL, 0}, {JUMP, 0},
};

int main(int argc, char **argv)
{
    if (argc > 5 || (argc == 5 && strcmp(argv[4], "jumps") != 0)) {
        fprintf(stderr, "usage: shared [THREADS [ROUNDS [INTERVAL [jumps]]]]\n");
        return 2;
    }
    long threads = number(argc, argv, 1, 2, MOST_TASKS);
    struct task task = {program, number(argc, argv, 2, 2000000, 1000000000),
                        number(argc, argv, 3, 10000, 1000000000)};
    switches_at_jumps = argc == 5;
    run_threads(threads, &task);
    printf("counter = %ld, should be %ld\n", counter, threads * task.rounds);
    fflush(NULL); /* the claim below may end the program */
    assert(counter == threads * task.rounds);
    return 0;
}
