/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * The same by a section.
 */
#include "count.h"

static void first(void)
{
}
static void (*const entry)(void) __attribute__((section(".init_array"), used)) = first;

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
