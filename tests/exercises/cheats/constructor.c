/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * Runs before main.
 */
#include <stdio.h>

#include "count.h"

__attribute__((constructor)) static void first(void)
{
    fputs("all counted\\n", stderr);
}

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
