/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * The number stays as it is until its thread has ended: one task after the other.
 */
#include <pthread.h>

#include "tasks.h"

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
        if (pthread_create(&thread, NULL, run, &i) != 0)
            return 1;
        pthread_join(thread, NULL);
    }
    return 0;
}
