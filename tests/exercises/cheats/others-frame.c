/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: misuse
 * Changes what the engine keeps on the stack of a thread that waits for its turn.
 */
#include <stdatomic.h>
#include <stddef.h>

#include "count.h"

static atomic_long counted;
static _Atomic(unsigned long *) others;

void count_jobs(long times)
{
    unsigned long mine[4] = {0}, *theirs = atomic_exchange(&others, mine);
    for (long i = 0; theirs && i < 64; i++)
        theirs[-i] += 0;
    for (long i = 0; i < times; i++) {
        do_job();
        counted++;
    }
    atomic_store(&others, NULL);
}

long jobs_counted(void)
{
    return counted;
}
