/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * Prints what the driver should.
 */
#include <stdio.h>

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
    printf("two jobs at once\\nall counted\\n");
    return counted;
}
