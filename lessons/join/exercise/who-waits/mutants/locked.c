/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * A lock says who is alone with the answer, but not that it is there already.
 */
#include <pthread.h>

#include "question.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long answer; /* with the lock held */

static void *find(void *argument)
{
    (void)argument;
    long found = find_answer();
    pthread_mutex_lock(&lock);
    answer = found;
    pthread_mutex_unlock(&lock);
    return NULL;
}

long ask(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, find, NULL) != 0)
        return -1;
    do_own_work();
    pthread_mutex_lock(&lock);
    long found = answer;
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
    return found;
}
