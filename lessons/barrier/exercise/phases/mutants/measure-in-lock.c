/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * The barriers are right; the lock around the measuring lets one station measure at a time.
 */
#include <pthread.h>

#include "weather.h"

static int measured[MOST_STATIONS];
static int stations;
static pthread_barrier_t all_here;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void before_the_days(int count)
{
    stations = count;
    pthread_barrier_init(&all_here, NULL, (unsigned)count);
}

static int sum(void)
{
    int all = 0;
    for (int i = 0; i < stations; i++)
        all += measured[i];
    return all;
}

int sum_of_day(int who, int day)
{
    pthread_mutex_lock(&lock);
    measured[who] = measure(who, day);
    pthread_mutex_unlock(&lock);
    pthread_barrier_wait(&all_here);
    int all = sum();
    pthread_barrier_wait(&all_here);
    return all;
}
