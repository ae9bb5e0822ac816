/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thousand tasks, each waits 100 ms, all in one thread.
 *
 *     cc -g thousand.c -o thousand && ./thousand 1000
 */
#include "coroutine.h"

static long through;

static void waits(long argument)
{
    (void)argument;
    await_ms(100);
    through++;
}

int main(int argc, char **argv)
{
    long wanted = number(argc, argv, 1, 1000, MOST_TASKS);
    double begin = now_ms();
    for (long i = 0; i < wanted; i++)
        start(waits, i);
    double made = now_ms();
    loop_run();

    printf("making a task: %.2f us\n", (made - begin) * 1000 / (double)wanted);
    printf("%ld tasks through after %.0f ms\n", through, now_ms() - begin);
    return 0;
}
