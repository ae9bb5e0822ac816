/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same work, divided among one thread, two, three ... up to twice as many as there are cores.
 * A part of it, in percent, can perhaps not be divided: main does it first, alone.
 *
 *     cc -g -pthread speedup.c -o speedup && ./speedup 40000000 0
 */
#include "work.h"

static double measure(long alone, long together, long threads)
{
    double begin = wall_ms();
    add_up((void *)alone);
    divide(together, threads);
    return wall_ms() - begin;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: speedup [STEPS [PERCENT]]\n");
        return 2;
    }
    long steps = number(argc, argv, 1, 40000000, 1, MOST_STEPS);
    long percent = number(argc, argv, 2, 0, 0, 100);
    long alone = steps / 100 * percent;

    long most = 2 * cores();
    most = most < 4 ? 4 : most > MOST_THREADS ? MOST_THREADS : most;
    printf("cores: %ld\n", cores());
    for (long n = 1; n <= most; n = n < 4 ? n + 1 : 2 * n)
        printf("%ld thread%s: %.1f ms\n", n, n == 1 ? "" : "s", measure(alone, steps - alone, n));
    return 0;
}
