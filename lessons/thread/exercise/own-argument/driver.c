/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Has some tasks done, and looks whether each was. Frozen.
 *
 *     cc -g -pthread driver.c own-argument.c -o own-argument && ./own-argument 4
 */
#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "tasks.h"

static atomic_int done[MOST_TASKS]; /* how often */
static atomic_int at_work, met;
static int count;

void do_task(int number)
{
    assert(number >= 0 && number < count);
    if (atomic_fetch_add(&at_work, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_add(&done[number], 1);
    atomic_fetch_sub(&at_work, 1);
}

int main(int argc, char **argv)
{
    count = argc > 1 ? atoi(argv[1]) : 4;
    if (count < 1 || count > MOST_TASKS)
        return 2;
    if (do_all(count) != 0)
        return 1;
    for (int i = 0; i < count; i++)
        assert(atomic_load(&done[i]) == 1);
    if (atomic_load(&met))
        printf("two tasks at once\n");
    printf("each task done once\n");
    return 0;
}
