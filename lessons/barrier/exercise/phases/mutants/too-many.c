/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * The barrier waits for main, too, which never comes.
 */
#include <pthread.h>

#include "weather.h"

static int measured[MOST_STATIONS];
static int stations;
static pthread_barrier_t all_here;

void before_the_days(int count)
{
    stations = count;
    pthread_barrier_init(&all_here, NULL, (unsigned)count + 1);
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
    measured[who] = measure(who, day);
    pthread_barrier_wait(&all_here);
    int all = sum();
    pthread_barrier_wait(&all_here);
    return all;
}
