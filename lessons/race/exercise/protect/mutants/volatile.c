/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * volatile makes nothing atomic: it is still a read and a write.
 */
#include "count.h"

static volatile long counted;

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
