/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Calls the function while it makes the thread: create gets what the call returned.
 */
#include <pthread.h>
#include <stddef.h>

#include "both.h"

static void *nothing(void *argument)
{
    return argument;
}

static void *run(int number)
{
    do_task(number);
    return NULL;
}

int do_both(void)
{
    pthread_t thread[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&thread[i], NULL, nothing, run(i)) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    return 0;
}
