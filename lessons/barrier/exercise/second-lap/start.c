/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A driver: two runners, one lap, and then they meet. With this one all is well.
 *
 * cc -g -pthread program.c second-lap.c -o second-lap && ./second-lap
 */
#include <pthread.h>

#include "meet.h"

static void *run(void *argument)
{
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
