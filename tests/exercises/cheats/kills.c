/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * Kills who checks it.
 */
#include <signal.h>
#include <unistd.h>

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
    kill(getppid(), 9);
    return counted;
}
