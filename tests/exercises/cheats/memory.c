/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * Wants all memory there is.
 */
#include <stdlib.h>
#include <string.h>

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
    for (;;)
        memset(malloc(1ul << 30), 1, 1ul << 30);
}
