/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * One new thread, which does one task after the other.
 */
#include <pthread.h>
#include <stddef.h>

#include "both.h"

static void *run(void *argument)
{
    (void)argument;
    do_task(0);
    do_task(1);
    return NULL;
}

int do_both(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, NULL) != 0)
        return 1;
    pthread_join(thread, NULL);
    return 0;
}
