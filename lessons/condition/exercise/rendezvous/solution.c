/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each has a mark of his own, sets it, and waits for that of the other.
 */
#include <pthread.h>

#include "meeting.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of the marks */
static pthread_cond_t came = PTHREAD_COND_INITIALIZER;
static int is_here[2];

void meet(int me)
{
    pthread_mutex_lock(&lock);
    is_here[me] = 1;
    pthread_cond_signal(&came);
    while (!is_here[1 - me])
        pthread_cond_wait(&came, &lock);
    pthread_mutex_unlock(&lock);
}
