/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The last one to come opens the barrier for all, and sets it back for the next time. Is it right?
 */
#include <pthread.h>

#include "meet.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of `here` */
static pthread_cond_t all_here = PTHREAD_COND_INITIALIZER;
static int here;

void meet(void)
{
    pthread_mutex_lock(&lock);
    here++;
    if (here == RUNNERS) {
        here = 0;
        pthread_cond_broadcast(&all_here);
    } else {
        while (here != 0)
            pthread_cond_wait(&all_here, &lock);
    }
    pthread_mutex_unlock(&lock);
}
