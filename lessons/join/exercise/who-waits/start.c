/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread finds the answer, while the caller does its own work.
 */
#include <pthread.h>

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
    long found = answer;
    pthread_join(thread, NULL);
    return found;
}
