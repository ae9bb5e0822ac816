/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * Creates threads without end.
 */
#include <pthread.h>

#include "count.h"

static long counted;

void count_jobs(long times)
{
    for (long i = 0; i < times; i++) {
        do_job();
        counted++;
    }
}

static void *rest(void *nothing)
{
    return nothing;
}

long jobs_counted(void)
{
    for (;;) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, rest, NULL) == 0)
            pthread_detach(thread);
    }
}
