/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Adds up some numbers, and looks whether the sum is right. Frozen.
 *
 *     cc -g -pthread driver.c sum.c -o sum && ./sum 1000
 */
#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "sum.h"

static atomic_int looking, met;

long number(int i)
{
    if (atomic_fetch_add(&looking, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_sub(&looking, 1);
    return 2 * i + 1;
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 2;
    if (count < 2 || count > 1000000)
        return 2;
    long sum = sum_of(0, count);
    assert(sum == (long)count * count);
    if (atomic_load(&met))
        printf("two numbers at once\n");
    printf("the sum is right\n");
    return 0;
}
