/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ticks of the event clock in nanoseconds of CLOCK_MONOTONIC: pairs of both, taken now and then;
 * between two pairs it is a straight line. Monotone, and as exact as reading both clocks together.
 *
 * What lies before the last pair never changes again, so an event that was converted once keeps its
 * place in time. What lies behind it is a guess until the next mark: mark first, then convert what
 * was read before the mark.
 */
#ifndef CORE_TRACE_TIMEBASE_H
#define CORE_TRACE_TIMEBASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/text.h"

struct timebase;

struct timebase *timebase_new(void); /* takes its first pairs; some hundred microseconds */
void timebase_free(struct timebase *timebase);
void timebase_mark(struct timebase *timebase); /* takes a pair */
/* Both saturate at 0 and UINT64_MAX, so any number may be given. */
uint64_t timebase_ns(const struct timebase *timebase, uint64_t ticks);
uint64_t timebase_ticks(const struct timebase *timebase, uint64_t ns);
/* How far a pair may be off: half of the widest reading that was accepted. */
uint64_t timebase_error_ns(const struct timebase *timebase);

/* Does the event clock count at one rate on all cores, also while they sleep? If not, times across
 * cores are doubtful and `why` (may be NULL) gets a sentence for the user. */
bool timebase_clock_is_steady(struct text *why);

#endif
