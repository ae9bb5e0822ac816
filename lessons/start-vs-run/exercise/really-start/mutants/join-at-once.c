/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * A thread that is joined at once might as well have been called.
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
    for (int i = 0; i < 2; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, run, &i) != 0)
            return 1;
        pthread_join(thread, NULL);
    }
    return 0;
}
