/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * A lock keeps others out for a moment; it does not make anybody wait for what is missing.
 */
#include <pthread.h>

#include "weather.h"

static int measured[MOST_STATIONS];
static int stations;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void before_the_days(int count)
{
    stations = count;
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
    int mine = measure(who, day);
    pthread_mutex_lock(&lock);
    measured[who] = mine;
    int all = sum();
    pthread_mutex_unlock(&lock);
    return all;
}
