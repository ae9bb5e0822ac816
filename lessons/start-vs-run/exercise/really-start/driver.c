/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Has two tasks done, and looks who did them. Frozen.
 *
 *     cc -g -pthread driver.c really-start.c -o really-start && ./really-start 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "both.h"

static pthread_t caller;
static atomic_int done[2], at_work, met;

void do_task(int number)
{
    assert(number == 0 || number == 1);
    assert(!pthread_equal(pthread_self(), caller)); /* in a new thread */
    if (atomic_fetch_add(&at_work, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_add(&done[number], 1);
    atomic_fetch_sub(&at_work, 1);
}

int main(int argc, char **argv)
{
    int times = argc > 1 ? atoi(argv[1]) : 1;
    caller = pthread_self();
    for (int i = 1; i <= times; i++) {
        if (do_both() != 0)
            return 1;
        assert(atomic_load(&done[0]) == i && atomic_load(&done[1]) == i);
    }
    if (atomic_load(&met))
        printf("both were at work at once\n");
    printf("both tasks are done\n");
    return 0;
}
