/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each meeting has a number, and each one waits for the end of their own.
 */
#include <pthread.h>

#include "meet.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of these two */
static pthread_cond_t all_here = PTHREAD_COND_INITIALIZER;
static int here, meetings;

void meet(void)
{
    pthread_mutex_lock(&lock);
    here++;
    if (here == RUNNERS) {
        here = 0;
        meetings++;
        pthread_cond_broadcast(&all_here);
    } else {
        int mine = meetings;
        while (mine == meetings)
            pthread_cond_wait(&all_here, &lock);
    }
    pthread_mutex_unlock(&lock);
}
