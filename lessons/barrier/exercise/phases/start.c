/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each station measures, and adds up what all have measured, if they have.
 */
#include "weather.h"

static int measured[MOST_STATIONS];
static int stations;

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
    measured[who] = measure(who, day);
    return sum();
}
