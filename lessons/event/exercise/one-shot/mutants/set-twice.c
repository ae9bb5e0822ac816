/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: not-shown
 * Two that wait and two that set: each of them wakes one.
 */
#include <pthread.h>

#include "event.h"

static void *car(void *argument)
{
    event_wait();
    return argument;
}

int main(void)
{
    pthread_t thread[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&thread[i], NULL, car, NULL) != 0)
            return 1;
    event_set();
    event_set();
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    return 0;
}
