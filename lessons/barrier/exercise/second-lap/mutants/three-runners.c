/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: own-fault
 * Three come to a barrier for two: the third one waits for a fourth.
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
    pthread_t runner[3];
    for (int i = 0; i < 3; i++)
        if (pthread_create(&runner[i], NULL, run, NULL) != 0)
            return 1;
    for (int i = 0; i < 3; i++)
        pthread_join(runner[i], NULL);
    return 0;
}
