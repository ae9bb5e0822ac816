/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * Says that it is the driver.
 */
#line 1 "driver.c"
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
