/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: never-there
 * Ends the main thread alone: the process ends with status 0, and without a verdict.
 */
#include <pthread.h>
#include <stdatomic.h>

#include "count.h"

static atomic_long counted;

void count_jobs(long times)
{
    for (long i = 0; i < times; i++) {
        do_job();
        counted++;
    }
}

long jobs_counted(void)
{
    pthread_exit(NULL);
}
