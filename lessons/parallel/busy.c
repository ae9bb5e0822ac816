/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some threads that compute, each as much as the others. More threads are more work.
 *
 *     cc -g -pthread busy.c -o busy && ./busy 2 40000000
 */
#include "work.h"

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: busy [THREADS [STEPS]]\n");
        return 2;
    }
    long threads = number(argc, argv, 1, 2, 1, 64);
    long steps = number(argc, argv, 2, 40000000, 1, MOST_STEPS);
    divide(threads * steps, threads);
    printf("%ld threads, each has made %ld steps\n", threads, steps);
    return 0;
}
