/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * Who is on the way holds the lock: they walk one after the other.
 */
#include <pthread.h>

#include "meet.h"

static int here;            /* walkers at the barrier; only with the lock held */
static unsigned int rounds; /* that are over; only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all_here = PTHREAD_COND_INITIALIZER;

static void wait_for_all(int hut)
{
    pthread_mutex_lock(&lock);
    walk_to(hut);
    unsigned int mine = rounds;
    here++;
    if (here == WALKERS) {
        here = 0;
        rounds++;
        pthread_cond_broadcast(&all_here);
    }
    while (rounds == mine)
        pthread_cond_wait(&all_here, &lock);
    pthread_mutex_unlock(&lock);
}

void hike(int huts)
{
    for (int hut = 0; hut < huts; hut++) {
        wait_for_all(hut);
    }
}
