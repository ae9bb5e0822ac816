/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The trace: everything that a run did, in order of time, with the names that belong to it. It is
 * append-only and complete in itself: once saved it can be looked at on a machine that has neither
 * the program nor its sources.
 *
 * Places, objects and lanes are numbered tables; number 0 of each means "unknown" or "none", so a
 * lane's number starts at 1. Strings are offsets in one text pool, 0 is "".
 *
 * A trace read from a file is checked as it is opened: numbers out of range are an error, not a
 * crash (tracefile.c).
 */
#ifndef CORE_TRACE_TRACE_H
#define CORE_TRACE_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"
#include "event/event.h"

/* A line of a program. */
struct place {
    uint32_t file;     /* number of a source, 0 unknown */
    uint32_t line;     /* from 1; 0 unknown */
    uint32_t function; /* text */
    uint32_t spare;
};

/* What an event is about: a lock, a variable, a thread handle. */
struct object {
    uint64_t address;
    uint32_t space; /* pid whose memory it is in; 0: shared memory, the same for all */
    uint32_t name;  /* text: "lock", "account[2].balance", or "mutex 3" when it has none */
    uint16_t group; /* enum event_group of the first event about it */
    uint16_t size;  /* in bytes, of a variable; else 0 */
    uint32_t type;  /* text: the variable's type as in C, "" unknown */
};

/* A thread, or a process (which is its main thread). */
struct lane {
    uint32_t pid, tid;
    uint32_t parent;  /* lane that created it, 0 unknown */
    uint32_t name;    /* text: "main", "T1", "P2", "P2/T1" */
    uint32_t given;   /* text: the name that the program gave it, "" none */
    uint32_t ordinal; /* its number among its siblings of the same kind, from 1; main: 0 */
    uint8_t is_process;
    uint8_t spare[3];
    uint64_t handle; /* pthread_t, to recognise it in a join */
};

/* A source file, kept with its text so that a replay needs no file. */
struct source {
    uint32_t path; /* text */
    uint32_t name; /* text: the last part of the path */
    uint32_t text; /* text: the whole file, "" not readable */
    uint32_t size; /* bytes of it */
};

/* Facts about the run as a whole. */
struct trace_facts {
    uint32_t command;      /* text: the program and its arguments as typed */
    uint32_t kernel_story; /* text: where switches come from: "perf", "proc", "" none */
    uint32_t placement;    /* enum placement */
    uint32_t cpus;         /* that the run could use */
    uint64_t wall_ns;      /* from start to end; 0 while it runs */
    uint64_t lost;         /* events that did not fit, over all rings */
    uint64_t late;         /* events that came after a later one had been merged: should be 0 */
    int32_t status;        /* wait status of the first process */
    uint32_t has_ended;    /* 1: status is known */
};

struct trace;

struct trace *trace_new(void);
void trace_free(struct trace *trace);

size_t trace_count(const struct trace *trace);
/* Event i < count. Lent until the next append. */
const struct event *trace_event(const struct trace *trace, size_t i);

/* Tables: the number of entries including the unused 0, and entry i. */
size_t trace_places(const struct trace *trace);
size_t trace_objects(const struct trace *trace);
size_t trace_lanes(const struct trace *trace);
size_t trace_sources(const struct trace *trace);
const struct place *trace_place(const struct trace *trace, size_t i);
const struct object *trace_object(const struct trace *trace, size_t i);
const struct lane *trace_lane(const struct trace *trace, size_t i);
const struct source *trace_source(const struct trace *trace, size_t i);
const char *trace_text(const struct trace *trace, uint32_t offset);
/* Text may hold any bytes: its length. */
size_t trace_text_size(const struct trace *trace, uint32_t offset);
const struct trace_facts *trace_facts(const struct trace *trace);

/* --- building: used by the collector, by readers and by tests ------------------------------ */

/* Appends. An event whose clock lies before the last one's is appended all the same and counted in
 * facts.late: order is never faked. */
void trace_append(struct trace *trace, const struct event *event);
uint32_t trace_add_text(struct trace *trace, const char *bytes, size_t n); /* equal ones share */
uint32_t trace_add_place(struct trace *trace, const struct place *place);
uint32_t trace_add_object(struct trace *trace, const struct object *object);
uint32_t trace_add_lane(struct trace *trace, const struct lane *lane);
uint32_t trace_add_source(struct trace *trace, const char *path, const char *text, size_t n);
struct event *trace_change_event(struct trace *trace, size_t i);
struct lane *trace_change_lane(struct trace *trace, size_t i);
struct trace_facts *trace_change_facts(struct trace *trace);

/* --- files (tracefile.c): little-endian, versioned, sections; see doc/trace-format.md ------- */

int trace_save(const struct trace *trace, const char *path, struct err *err);
/* Opens by mapping: the time does not grow with the number of events, apart from the check. */
struct trace *trace_load(const char *path, struct err *err);
/* The same from memory that the caller keeps (for tests and the fuzzer). */
struct trace *trace_parse(const void *bytes, size_t n, struct err *err);

#endif
