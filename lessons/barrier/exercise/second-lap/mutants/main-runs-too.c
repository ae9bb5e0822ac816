/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: not-shown
 * Main is one of the two. But it is still once only.
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
    pthread_t runner;
    if (pthread_create(&runner, NULL, run, NULL) != 0)
        return 1;
    meet();
    pthread_join(runner, NULL);
    return 0;
}
