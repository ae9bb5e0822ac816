/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * One is started, the other one called: that runs in the thread of the caller.
 */
#include <pthread.h>
#include <stddef.h>

#include "both.h"

static void *run(void *argument)
{
    do_task(*(const int *)argument);
    return NULL;
}

int do_both(void)
{
    pthread_t thread;
    int number[2] = {0, 1};
    if (pthread_create(&thread, NULL, run, &number[0]) != 0)
        return 1;
    run(&number[1]);
    pthread_join(thread, NULL);
    return 0;
}
