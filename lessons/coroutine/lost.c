/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tasks in one thread add to one counter. Each reads it, asks a server (that is, waits), and writes
 * what it has read, plus one.
 *
 *     cc -g lost.c -o lost && ./lost 10
 */
#include <assert.h>

#include "coroutine.h"

static long counter;

static void adds(long argument)
{
    (void)argument;
    long seen = counter;
    await_turn(); /* "may I?" */
    counter = seen + 1;
}

int main(int argc, char **argv)
{
    long wanted = number(argc, argv, 1, 10, MOST_TASKS);
    for (long i = 0; i < wanted; i++)
        start(adds, i);
    loop_run();
    printf("counter = %ld, should be %ld\n", counter, wanted);
    fflush(NULL); /* the claim below may end the program */
    assert(counter == wanted);
    return 0;
}
