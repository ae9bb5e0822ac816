/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads that read from a slow disk, again and again. Who waits for the disk gives up the lock.
 * With `keep` he does not: the mistake.
 *
 *     cc -g -pthread io.c -o io && ./io 4 20 && ./io 4 20 keep
 */
#include <string.h>

#include "lock.h"
#include "number.h"
#include "threads.h"

static const struct instruction program[] = {
    {FOR_ITER, 0},
    {STORE_ROUND, 0},
    {READ, 0},
    {JUMP, 0},
};

int main(int argc, char **argv)
{
    if (argc > 4 || (argc == 4 && strcmp(argv[3], "keep") != 0)) {
        fprintf(stderr, "usage: io [THREADS [READS [keep]]]\n");
        return 2;
    }
    long threads = number(argc, argv, 1, 4, MOST_TASKS);
    struct task task = {program, number(argc, argv, 2, 20, 100000), 1000000};
    keeps_lock_to_read = argc == 4;
    run_threads(threads, &task);
    printf("threads: %ld, each has read %ld times\n", threads, task.rounds);
    return 0;
}
