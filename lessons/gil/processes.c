/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gil.c with processes in place of threads. Each has its own memory, and so its own lock.
 *
 *     cc -g -pthread processes.c -o processes && ./processes 2 20000000 1000000
 */
#include "lock.h"
#include "number.h"

#include <sys/wait.h>
#include <unistd.h>

static const struct instruction program[] = {
    {FOR_ITER, 0}, {STORE_ROUND, 0}, {LOAD_FAST, 0}, {LOAD_CONST, 1},
    {ADD, 0},      {STORE_FAST, 0},  {JUMP, 0},
};

int main(int argc, char **argv)
{
    if (argc > 4) {
        fprintf(stderr, "usage: processes [PROCESSES [ROUNDS [INTERVAL]]]\n");
        return 2;
    }
    long processes = number(argc, argv, 1, 2, MOST_TASKS);
    struct task task = {program, number(argc, argv, 2, 20000000, 1000000000),
                        number(argc, argv, 3, 1000000, 1000000000)};
    for (long i = 0; i < processes; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0) {
            interpret(&task);
            return 0;
        }
    }
    while (wait(NULL) > 0)
        ;
    printf("processes: %ld, each has counted to %ld\n", processes, task.rounds);
    return 0;
}
