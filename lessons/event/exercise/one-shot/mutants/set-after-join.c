/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: own-fault
 * Sets it when all have come home, who wait for it.
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
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    event_set();
    return 0;
}
