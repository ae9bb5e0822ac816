/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * Stores through a format.
 */
#include <stdio.h>

#include "count.h"

static long counted;

void count_jobs(long times)
{
    for (long i = 0; i < times; i++) {
        do_job();
        fprintf(stderr, "x%ln", &counted);
    }
}

long jobs_counted(void)
{
    return counted;
}
