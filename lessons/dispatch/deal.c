/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Deals tasks to workers at random, and counts what the busiest of them got. No task is done.
 *
 *     cc -g -pthread deal.c -o deal && ./deal 4 16
 */
#include <sys/random.h>

#include "number.h"

#define MOST_WORKERS 100
#define MOST_TASKS   1000000

static unsigned draw(unsigned most)
{
    unsigned drawn;
    if (getrandom(&drawn, sizeof(drawn), 0) != sizeof(drawn)) {
        perror("deal: getrandom");
        exit(1);
    }
    return drawn % most;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: deal [WORKERS [TASKS]]\n");
        return 2;
    }
    long workers = number(argc, argv, 1, 4, MOST_WORKERS);
    long tasks = number(argc, argv, 2, 16, MOST_TASKS);

    long got[MOST_WORKERS] = {0}, most = 0;
    for (long i = 0; i < tasks; i++) {
        long mine = ++got[draw((unsigned)workers)];
        if (mine > most)
            most = mine;
    }
    printf("busiest: %ld of %ld\n", most, tasks);
    return 0;
}
