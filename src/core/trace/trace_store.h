/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a trace is kept in memory: shared by trace.c, which fills it, and tracefile.c, which puts a
 * mapped file in its place. Nobody else includes this.
 *
 * Events stand in chunks that never move, so that a long run never copies what it has. In a trace
 * that was loaded the chunks and tables point into the file; it is read-only.
 */
#ifndef CORE_TRACE_TRACE_STORE_H
#define CORE_TRACE_TRACE_STORE_H

#include "core/base/map.h"
#include "core/trace/trace.h"

#define CHUNK_BITS   16
#define CHUNK_EVENTS ((size_t)1 << CHUNK_BITS)

/* Text: at offset 0 a NUL; every other string has its size in the four bytes before it and a NUL
 * behind it. */
#define TEXT_HEAD 4u

struct trace {
    struct event **chunks;
    size_t chunk_count, chunk_capacity;
    size_t count;

    struct place *places;
    struct object *objects;
    struct lane *lanes;
    struct source *sources;
    size_t place_count, object_count, lane_count, source_count;
    size_t place_capacity, object_capacity, lane_capacity, source_capacity;

    char *text;
    size_t text_size, text_capacity;
    struct map shared; /* hash of a string: its offset */

    struct trace_facts facts;

    bool is_read_only;
    void *mapped; /* the file, or NULL; a copy of it when mapped_size is 0 */
    size_t mapped_size;
};

#endif
