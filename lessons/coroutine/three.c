/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three tasks in one thread. Each waits three times: A for 10 ms, B for 20, C for 30.
 *
 *     cc -g three.c -o three && ./three
 */
#include "coroutine.h"

static double begin;

static void downloads(long i)
{
    for (int part = 1; part <= 3; part++) {
        await_ms(10 * (double)i); /* the part is on its way */
        printf("%c has part %d: %.0f ms\n", (char)('A' + i - 1), part, now_ms() - begin);
    }
}

int main(void)
{
    begin = now_ms();
    for (long i = 1; i <= 3; i++)
        start(downloads, i);
    loop_run();
    printf("all of it: %.0f ms\n", now_ms() - begin);
    return 0;
}
