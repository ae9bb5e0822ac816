/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * Writes a file beside itself.
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
    FILE *file = fopen("touched", "w");
    if (file)
        fclose(file);
    return counted;
}
