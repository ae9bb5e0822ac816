/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Nobody waits for the threads, and the tasks are not done yet.
 */
#include <pthread.h>

#include "tasks.h"

static int number[MOST_TASKS];

static void *run(void *argument)
{
    const int *number = argument;
    do_task(*number);
    return NULL;
}

int do_all(int count)
{
    for (int i = 0; i < count; i++) {
        pthread_t thread;
        number[i] = i;
        if (pthread_create(&thread, NULL, run, &number[i]) != 0)
            return 1;
        pthread_detach(thread);
    }
    return 0;
}
