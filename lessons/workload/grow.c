/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * More and more threads. How many jobs a second do they get done together?
 *
 *     cc -g -pthread grow.c -o grow && ./grow compute 256 && ./grow wait 256
 */
#include "work.h"

#define COMPUTATIONS 2048 /* of all threads together: enough that a disturbance hardly counts */
#define WAITS        10   /* of each thread */

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: grow compute|wait MOST-THREADS\n");
        return 2;
    }
    long most = number(argv[2], MOST_TASKS);
    struct work work = {.job = kind_of(argv[1])};
    for (long threads = 1; threads <= most; threads *= 4) {
        /* Who computes shares a given amount of work; who waits takes the same time anyhow. */
        work.jobs = work.job == compute ? (COMPUTATIONS + threads - 1) / threads : WAITS;
        double began = wall_ms();
        as_threads(&work, threads);
        double seconds = (wall_ms() - began) / 1e3;
        printf("%ld thread%s: %.0f jobs/s\n", threads, threads == 1 ? "" : "s",
               (double)(threads * work.jobs) / seconds);
    }
    return 0;
}
