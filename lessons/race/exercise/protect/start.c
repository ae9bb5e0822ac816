/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each thread does jobs, and counts them. Jobs are done, but not all are counted.
 */
#include "count.h"

static long counted;

void count_jobs(long times)
{
    for (long i = 0; i < times; i++) {
        do_job();
        counted++;
    }
}

long jobs_counted(void)
{
    return counted;
}
