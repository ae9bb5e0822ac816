/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * Includes a file of the machine.
 */
#include "/etc/passwd"

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
