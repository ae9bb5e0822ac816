/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * Sets what the next program is loaded with.
 */
#include <stdlib.h>

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
    setenv("LD_PRELOAD", "./other.so", 1);
    return counted;
}
