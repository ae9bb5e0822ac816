/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Five tasks that wait 20 ms each. But they call nanosleep in place of await_ms.
 *
 *     cc -g blocks.c -o blocks && ./blocks 5
 */
#include "coroutine.h"

static void sleeps(long i)
{
    printf("task %ld begins to wait\n", i);
    struct timespec time = {0, 20000000};
    nanosleep(&time, NULL); /* the loop does not know of this */
    printf("task %ld is through\n", i);
}

int main(int argc, char **argv)
{
    double begin = now_ms();
    long wanted = number(argc, argv, 1, 5, 100);
    for (long i = 1; i <= wanted; i++)
        start(sleeps, i);
    loop_run();
    printf("all of it: %.0f ms\n", now_ms() - begin);
    return 0;
}
