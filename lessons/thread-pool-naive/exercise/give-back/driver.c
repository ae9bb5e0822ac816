/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tasks, many of which fail. Frozen: this is what the check runs.
 *
 * cc -g -pthread driver.c give-back.c -o give-back && ./give-back 100
 */
#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "tasks.h"

static atomic_int at_work, most; /* tasks; as many as may be were at work once */
static atomic_int done[MOST_TASKS];

int do_task(int task)
{
    assert(task >= 0 && task < MOST_TASKS);
    int with_me = atomic_fetch_add(&at_work, 1) + 1;
    assert(with_me <= PERMITS);
    if (with_me == PERMITS)
        atomic_store(&most, 1);
    atomic_fetch_add(&done[task], 1);
    atomic_fetch_sub(&at_work, 1);
    return task % 3 == 2;
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : MOST_TASKS;
    if (count < 1 || count > MOST_TASKS)
        return 2;

    int successes = do_all(count);
    for (int task = 0; task < count; task++)
        assert(atomic_load(&done[task]) == 1);
    assert(successes == count / 3);
    if (atomic_load(&most))
        printf("all permits in use\n");
    printf("all tasks were done\n");
    return 0;
}
