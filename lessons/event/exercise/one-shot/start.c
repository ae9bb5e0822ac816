/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A driver: a car waits for the event, and it happens. With this one all is well.
 *
 *     cc -g -pthread program.c one-shot.c -o one-shot && ./one-shot
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
    pthread_t thread[1];
    for (int i = 0; i < 1; i++)
        if (pthread_create(&thread[i], NULL, car, NULL) != 0)
            return 1;
    event_set();
    for (int i = 0; i < 1; i++)
        pthread_join(thread[i], NULL);
    return 0;
}
