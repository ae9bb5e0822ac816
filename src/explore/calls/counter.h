/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The processor's own clock, which a program on x86 may read without a call (rdtsc, __rdtsc()). The
 * kernel lets the instruction fault (prctl(2), PR_SET_TSC), and the answer is that of every other
 * clock here: one nanosecond a tick, the same in each execution. Where the kernel cannot, it is
 * read as it is; and so are random numbers of the processor (rdrand) everywhere.
 */
#ifndef EXPLORE_CALLS_COUNTER_H
#define EXPLORE_CALLS_COUNTER_H

#include <signal.h>
#include <stdbool.h>

void counter_watch(void);
/* Was this fault a look at it? Then it is answered, and the program goes on behind it. */
bool counter_answer(const siginfo_t *info, void *context);

#endif
