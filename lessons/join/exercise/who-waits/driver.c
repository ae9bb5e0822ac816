/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks, and looks whether the answer is the right one. Frozen.
 *
 *     cc -g -pthread driver.c who-waits.c -o who-waits && ./who-waits 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "question.h"

static atomic_int at_work, met;
static int own_work_done;
static pthread_t asker;
static long right;

static void work(void)
{
    if (atomic_fetch_add(&at_work, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_sub(&at_work, 1);
}

long find_answer(void)
{
    assert(!pthread_equal(pthread_self(), asker)); /* in a thread of its own */
    work();
    return right;
}

void do_own_work(void)
{
    assert(pthread_equal(pthread_self(), asker)); /* in no other thread */
    work();
    own_work_done++;
}

int main(int argc, char **argv)
{
    int times = argc > 1 ? atoi(argv[1]) : 1;
    if (times < 1)
        return 2;
    asker = pthread_self();
    for (int i = 1; i <= times; i++) {
        right = 41 + i;
        assert(ask() == right);
        assert(own_work_done == i);
    }
    if (atomic_load(&met))
        printf("both were at work at once\n");
    printf("every answer was right\n");
    return 0;
}
