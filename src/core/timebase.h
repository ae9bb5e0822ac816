/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ticks of the event clock in nanoseconds of CLOCK_MONOTONIC: pairs of both, taken now and then;
 * between two pairs it is a straight line. Monotone, and as exact as reading both clocks together.
 */
#ifndef CORE_TIMEBASE_H
#define CORE_TIMEBASE_H

#include <stddef.h>
#include <stdint.h>

struct timebase;

struct timebase *timebase_new(void); /* takes its first pairs; some hundred microseconds */
void timebase_free(struct timebase *timebase);
void timebase_mark(struct timebase *timebase); /* takes a pair */
uint64_t timebase_ns(const struct timebase *timebase, uint64_t ticks);
uint64_t timebase_ticks(const struct timebase *timebase, uint64_t ns);

#endif
