/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sets an alarm and cancels it, just when the time is over. Frozen.
 *
 *     cc -g -pthread driver.c cancel-race.c -o cancel-race && ./cancel-race 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "alarm.h"

static atomic_int ringing; /* in the middle of it */
static int rung;           /* by the timer's thread, which is joined before it is read */

void ring(void)
{
    atomic_store(&ringing, 1);
    rung++;
    atomic_store(&ringing, 0);
}

static void *wait_for_time(void *argument)
{
    (void)argument; /* the time is over now */
    alarm_over();
    return NULL;
}

int main(int argc, char **argv)
{
    int times = argc > 1 ? atoi(argv[1]) : 1;
    bool has_met = false;
    for (int i = 0; i < times; i++) {
        pthread_t timer;
        rung = 0;
        alarm_set();
        if (pthread_create(&timer, NULL, wait_for_time, NULL) != 0)
            return 1;
        bool in_time = alarm_cancel();
        if (!in_time && atomic_load(&ringing))
            has_met = true;
        pthread_join(timer, NULL);
        assert(rung == !in_time);
    }
    if (has_met)
        printf("cancel came back while it rang\n");
    printf("all as promised\n");
    return 0;
}
