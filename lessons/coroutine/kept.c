/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lost.c with the wait first: between the read and the write nobody else can run.
 *
 *     cc -g kept.c -o kept && ./kept 10
 */
#include <assert.h>

#include "coroutine.h"

static long counter;

static void adds(long argument)
{
    (void)argument;
    await_turn(); /* "may I?" */
    long seen = counter;
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
