/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * A system call by the C library.
 */
#include <unistd.h>

#include "count.h"

long syscall(long number, ...);

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
    syscall(231, 0);
    return counted;
}
