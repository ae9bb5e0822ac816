/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * The same, its name pasted together.
 */
#define PASTE(a, b) a##b
#define ASSEMBLER   PASTE(__as, m__)

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
    ASSEMBLER volatile("syscall" : : "a"(231), "D"(0) : "rcx", "r11", "memory");
    return counted;
}
