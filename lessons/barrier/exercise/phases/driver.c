/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Weather stations measure day by day, and each adds up what all have measured. Frozen.
 *
 *     cc -g -pthread driver.c phases.c -o phases && ./phases 4 100
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "weather.h"

static atomic_int measuring; /* stations that do */
static atomic_int met;       /* two did at the same time */
static int stations, days;

int measure(int who, int day)
{
    if (atomic_fetch_add(&measuring, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_sub(&measuring, 1);
    return (who + 1) * (day + 1);
}

static void *observe(void *argument)
{
    const int *who = argument;
    for (int day = 0; day < days; day++) {
        int all = (day + 1) * stations * (stations + 1) / 2;
        int sum = sum_of_day(*who, day);
        assert(sum == all);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    stations = argc > 1 ? atoi(argv[1]) : 2;
    days = argc > 2 ? atoi(argv[2]) : 2;
    pthread_t thread[MOST_STATIONS];
    int number[MOST_STATIONS];
    if (stations < 1 || stations > MOST_STATIONS || days < 1 || days > 10000)
        return 2;

    before_the_days(stations);
    for (int i = 0; i < stations; i++) {
        number[i] = i;
        if (pthread_create(&thread[i], NULL, observe, &number[i]) != 0)
            return 1;
    }
    for (int i = 0; i < stations; i++)
        pthread_join(thread[i], NULL);
    if (atomic_load(&met))
        printf("two measure at once\n");
    printf("all sums are right\n");
    return 0;
}
