/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Redefines what the driver calls: in this file alone.
 */
#define pthread_create(a, b, c, d) 0
#define assert(claim)              ((void)0)
#define main                       other_main

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
