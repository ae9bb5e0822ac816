/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Lets the other thread go first, and hopes that it has had enough time then.
 */
#include <pthread.h>
#include <sched.h>

#include "question.h"

static long answer;

static void *find(void *argument)
{
    (void)argument;
    answer = find_answer();
    return NULL;
}

long ask(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, find, NULL) != 0)
        return -1;
    do_own_work();
    sched_yield();
    long found = answer;
    pthread_join(thread, NULL);
    return found;
}
