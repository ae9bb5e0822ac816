/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: misuse
 * Returns to another place than it was called from.
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
    long here = 0;
    long *at = &here;
    for (int i = 0; i < 16; i++)
        at[i] = (long)&count_jobs;
    return counted;
}
