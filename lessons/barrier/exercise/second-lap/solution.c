/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two laps: the quick one is at the barrier again before the slow one has looked at it.
 */
#include <pthread.h>

#include "meet.h"

static void *run(void *argument)
{
    meet();
    meet();
    return argument;
}

int main(void)
{
    pthread_t runner[RUNNERS];
    for (int i = 0; i < RUNNERS; i++)
        if (pthread_create(&runner[i], NULL, run, NULL) != 0)
            return 1;
    for (int i = 0; i < RUNNERS; i++)
        pthread_join(runner[i], NULL);
    return 0;
}
