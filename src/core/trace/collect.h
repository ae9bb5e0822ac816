/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The collector: takes records out of all rings, the kernel's switch records and the samples, and
 * appends them to a trace in order of time, with lanes, names and places resolved.
 */
#ifndef CORE_TRACE_COLLECT_H
#define CORE_TRACE_COLLECT_H

#include <stdbool.h>

#include "core/process/kernel.h"
#include "core/symbols/symbols.h"
#include "core/trace/timebase.h"
#include "core/trace/trace.h"
#include "event/ring.h"

struct collect;

/* Collects from `region` into `trace`; all three must outlive it. `kernel` may be NULL. */
struct collect *collect_new(struct region *region, struct trace *trace, struct timebase *timebase,
                            struct kernel *kernel);
void collect_free(struct collect *collect);
void collect_use_kernel(struct collect *collect, struct kernel *kernel); /* lent */
/* The trace's clock is 0 now. Before the first event. */
void collect_start(struct collect *collect);
/* The program will report itself: its first event is moment 0, and nothing is told before it. */
void collect_await_probe(struct collect *collect);
void collect_alias(struct collect *collect, const char *path, const char *shown);
/* CLOCK_MONOTONIC when the trace's clock was 0. */
uint64_t collect_start_ns(const struct collect *collect);

/* Takes what is there and merges what is certain. Returns how many events were appended. */
size_t collect_turn(struct collect *collect);
/* The same when the program is over: everything that is left is merged. */
size_t collect_finish(struct collect *collect);

/* An event that the tutor itself has to tell (a death, a sample, a note): `clock_ns` is
 * CLOCK_MONOTONIC. The lane is found by event->pid and event->tid. */
void collect_tell(struct collect *collect, struct event *event, uint64_t clock_ns, const char *text,
                  size_t text_size);

/* The process `pid` is dead: its rings hold nothing back any more. */
void collect_death(struct collect *collect, int pid);

/* The names of that process; NULL: it has not reported. */
struct symbols *collect_symbols(struct collect *collect, int pid);
/* The slot of a lane that is alive, or -1. */
int collect_slot(const struct collect *collect, uint32_t lane);
uint64_t collect_lost(const struct collect *collect);
void collect_counts(const struct collect *collect, uint64_t counts[K_COUNT]);
/* The lane of a thread; the first that is asked for, or reports, is "main". */
uint32_t collect_lane(struct collect *collect, int pid, int tid);

#endif
