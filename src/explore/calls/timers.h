/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What rings: alarm, setitimer, POSIX timers. What is set may ring at any time from then on, as
 * nobody knows how long the program takes; it rings once.
 */
#ifndef EXPLORE_CALLS_TIMERS_H
#define EXPLORE_CALLS_TIMERS_H

#include <signal.h>

#include "explore/engine/engine.h"

void timers_reset(void);
/* The signals that may be sent now: bit number - 1. */
uint64_t timers_ringing(void);
/* The step that set the timer that would send it; NOBODY: there is none. */
int32_t timers_set_by(int number);
/* That timer has rung: it is not set any more. What its handler is told. */
void timers_ring(int number, siginfo_t *told);

#endif
