/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * Asks for a function by its name.
 */
#include "count.h"

void *dlsym(void *library, const char *name);

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
    void (*leave)(int) = (void (*)(int))dlsym((void *)0, "_exit");
    leave(0);
    return counted;
}
