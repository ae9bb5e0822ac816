/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * Waits before its own work: then it could have found the answer itself.
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
    pthread_join(thread, NULL);
    do_own_work();
    return answer;
}
