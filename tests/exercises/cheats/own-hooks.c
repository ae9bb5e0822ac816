/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * Defines what the compiler calls at each access.
 */
#include "count.h"

void __tsan_write8(void *address)
{
    (void)address;
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
