/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * Brings a main function of its own.
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
    return counted;
}

int main(void)
{
    return 0;
}
