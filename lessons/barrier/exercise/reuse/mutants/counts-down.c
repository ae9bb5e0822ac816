/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Who leaves counts itself out, before the other one has seen that all were there.
 */
#include <pthread.h>

#include "meet.h"

static int here; /* walkers at the barrier; only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all_here = PTHREAD_COND_INITIALIZER;

static void wait_for_all(void)
{
    pthread_mutex_lock(&lock);
    here++;
    if (here == WALKERS)
        pthread_cond_broadcast(&all_here);
    while (here < WALKERS)
        pthread_cond_wait(&all_here, &lock);
    here--;
    pthread_mutex_unlock(&lock);
}

void hike(int huts)
{
    for (int hut = 0; hut < huts; hut++) {
        walk_to(hut);
        wait_for_all();
    }
}
