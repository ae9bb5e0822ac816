/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: not-shown
 * It is used again, but not before everybody has left it.
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
    for (int lap = 0; lap < 2; lap++) {
        pthread_t runner[RUNNERS];
        for (int i = 0; i < RUNNERS; i++)
            if (pthread_create(&runner[i], NULL, run, NULL) != 0)
                return 1;
        for (int i = 0; i < RUNNERS; i++)
            pthread_join(runner[i], NULL);
    }
    return 0;
}
