/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * One mark for both: who sets it sees it, and goes on alone.
 */
#include <pthread.h>

#include "meeting.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of the marks */
static pthread_cond_t came = PTHREAD_COND_INITIALIZER;
static int is_here;

void meet(int me)
{
    pthread_mutex_lock(&lock);
    (void)me;
    is_here = 1;
    pthread_cond_signal(&came);
    while (!is_here)
        pthread_cond_wait(&came, &lock);
    pthread_mutex_unlock(&lock);
}
