/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * Defines what a failed claim calls.
 */
#include "count.h"

void __assert_fail(const char *claim, const char *file, unsigned line, const char *function)
{
    (void)claim, (void)file, (void)line, (void)function;
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
