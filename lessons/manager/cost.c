/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What it takes to read a number: from shared memory, and from the dict of a manager.
 *
 *     cc -g -pthread cost.c -o cost && ./cost 2000
 */
#include "proxy.h"

#include <sys/mman.h>
#include <time.h>

#define MOST_READS 100000

static double now_ns(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

int main(int argc, char **argv)
{
    int reads = argc > 1 ? atoi(argv[1]) : 2000;
    if (argc > 2 || reads < 1 || reads > MOST_READS) {
        fprintf(stderr, "usage: cost [READS], 1 to %d\n", MOST_READS);
        return 2;
    }
    volatile int *shared =
        mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return 1;
    *shared = 1;
    manager_start();
    int dict = proxy_open();
    ask(dict, "set n 1");

    int sum = 0;
    double begin = now_ns();
    for (int i = 0; i < reads; i++)
        sum += *shared;
    double middle = now_ns();
    for (int i = 0; i < reads; i++)
        sum += atoi(ask(dict, "get n"));
    double end = now_ns();
    ask(dict, "bye");
    wait(NULL);
    printf("shared memory: %.1f ns\n", (middle - begin) / reads);
    printf("manager: %.1f ns\n", (end - middle) / reads);
    return sum == 2 * reads ? 0 : 1;
}
