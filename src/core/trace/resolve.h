/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The resolver: turns what the program's side says (process and thread numbers, addresses) into
 * what a trace holds (numbered lanes, places, objects with names).
 *
 * One image a program file that was executed: forked children share their parent's image, exec
 * makes a new one. A private object belongs to one process; an object in memory that is mapped
 * shared is the same one for all processes.
 */
#ifndef CORE_TRACE_RESOLVE_H
#define CORE_TRACE_RESOLVE_H

#include "core/symbols/symbols.h"
#include "core/trace/trace.h"

struct resolver;

struct resolver *resolver_new(struct trace *trace);
void resolver_free(struct resolver *resolver);

/* The lane of a thread; made when it is first seen. The very first one is "main". */
uint32_t resolver_lane(struct resolver *resolver, uint32_t pid, uint32_t tid);

/* Fills in what the record says in addresses: lane, where, object (and the mutex of a condition).
 * Learns from it: new modules, who created whom, names. `text` is what the record carried. False:
 * that was all that it is for, and it is no part of the trace. */
bool resolver_event(struct resolver *resolver, struct event *event, const char *text,
                    size_t text_size);

/* The number of the object at an address in a process, made when it is first seen. */
uint32_t resolver_object(struct resolver *resolver, uint32_t pid, uint64_t address,
                         enum event_kind kind, int64_t size);

/* Memory that only one lane has touched so far may be shared later: what was marked EVENT_PRIVATE
 * before is marked so no more. For a trace that is whole. */
void resolver_unmark_shared(struct resolver *resolver);

/* What is told of is no process of this machine now: it is not looked up in /proc, and has no
 * memory that it shares with others. */
void resolver_stay_inside(struct resolver *resolver);

/* The program at `path` is shown as `shown` ("race.c"): what was built for it has no telling name.
 */
void resolver_alias(struct resolver *resolver, const char *path, const char *shown);

/* The names of a process; NULL when it has not reported. */
struct symbols *resolver_symbols(struct resolver *resolver, uint32_t pid);

#endif
