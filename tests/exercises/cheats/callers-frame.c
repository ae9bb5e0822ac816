/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: misuse
 * Changes what the engine keeps on this stack, above all that the program has there.
 */
#include <stdatomic.h>

#include "count.h"

static atomic_long counted;

void count_jobs(long times)
{
    unsigned long mine[4] = {0}, *at = mine;
    for (long i = 0; i < 100; i++)
        at[i] += 0;
    for (long i = 0; i < times; i++) {
        do_job();
        counted++;
    }
}

long jobs_counted(void)
{
    return counted;
}
