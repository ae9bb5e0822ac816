/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The trace in memory. Refuses to sort: what came late is counted, not moved.
 */
#include "core/trace/trace.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "core/base/text.h"
#include "core/trace/trace_store.h"

struct trace *trace_new(void)
{
    struct trace *trace = xcalloc(1, sizeof(*trace));
    GROW(trace->places, trace->place_count, trace->place_capacity);
    GROW(trace->objects, trace->object_count, trace->object_capacity);
    GROW(trace->lanes, trace->lane_count, trace->lane_capacity);
    GROW(trace->sources, trace->source_count, trace->source_capacity);
    trace->places[trace->place_count++] = (struct place){0};
    trace->objects[trace->object_count++] = (struct object){0};
    memset(&trace->lanes[trace->lane_count++], 0, sizeof(struct lane));
    trace->sources[trace->source_count++] = (struct source){0};
    trace->text_capacity = 4096;
    trace->text = xmalloc(trace->text_capacity);
    trace->text[trace->text_size++] = '\0';
    return trace;
}

void trace_free(struct trace *trace)
{
    if (!trace)
        return;
    if (!trace->is_read_only) {
        for (size_t i = 0; i < trace->chunk_count; i++)
            free(trace->chunks[i]);
        free(trace->places);
        free(trace->objects);
        free(trace->lanes);
        free(trace->sources);
        free(trace->text);
    }
    free(trace->chunks);
    map_release(&trace->shared);
    if (trace->mapped_size)
        (void)munmap(trace->mapped, trace->mapped_size); /* cannot fail on what we mapped */
    else
        free(trace->mapped);
    free(trace);
}

size_t trace_count(const struct trace *trace)
{
    return trace->count;
}

const struct event *trace_event(const struct trace *trace, size_t i)
{
    assert(i < trace->count);
    return &trace->chunks[i >> CHUNK_BITS][i & (CHUNK_EVENTS - 1)];
}

struct event *trace_change_event(struct trace *trace, size_t i)
{
    assert(i < trace->count);
    return &trace->chunks[i >> CHUNK_BITS][i & (CHUNK_EVENTS - 1)];
}

size_t trace_places(const struct trace *trace)
{
    return trace->place_count;
}

size_t trace_objects(const struct trace *trace)
{
    return trace->object_count;
}

size_t trace_lanes(const struct trace *trace)
{
    return trace->lane_count;
}

size_t trace_sources(const struct trace *trace)
{
    return trace->source_count;
}

const struct place *trace_place(const struct trace *trace, size_t i)
{
    assert(i < trace->place_count);
    return &trace->places[i];
}

const struct object *trace_object(const struct trace *trace, size_t i)
{
    assert(i < trace->object_count);
    return &trace->objects[i];
}

const struct lane *trace_lane(const struct trace *trace, size_t i)
{
    assert(i < trace->lane_count);
    return &trace->lanes[i];
}

const struct source *trace_source(const struct trace *trace, size_t i)
{
    assert(i < trace->source_count);
    return &trace->sources[i];
}

const char *trace_text(const struct trace *trace, uint32_t offset)
{
    assert(offset < trace->text_size);
    return trace->text + offset;
}

size_t trace_text_size(const struct trace *trace, uint32_t offset)
{
    if (!offset)
        return 0;
    assert(offset >= TEXT_HEAD && offset < trace->text_size);
    uint32_t size;
    memcpy(&size, trace->text + offset - TEXT_HEAD, sizeof(size));
    return size;
}

const struct trace_facts *trace_facts(const struct trace *trace)
{
    return &trace->facts;
}

/* --- building ------------------------------------------------------------------------------ */

void trace_append(struct trace *trace, const struct event *event)
{
    assert(!trace->is_read_only);
    assert(event->kind < K_COUNT && event->kind != K_TEXT);
    assert(event->lane < trace->lane_count && event->object < trace->object_count);
    assert(event->where < trace->place_count && event->text < trace->text_size);
    if (trace->count && event->clock < trace_event(trace, trace->count - 1)->clock)
        trace->facts.late++;
    if (trace->count == trace->chunk_count << CHUNK_BITS) {
        GROW(trace->chunks, trace->chunk_count, trace->chunk_capacity);
        trace->chunks[trace->chunk_count++] = xmalloc(CHUNK_EVENTS * sizeof(struct event));
    }
    trace->chunks[trace->count >> CHUNK_BITS][trace->count & (CHUNK_EVENTS - 1)] = *event;
    trace->count++;
}

static uint64_t hash_of(const char *bytes, size_t n)
{
    uint64_t hash = n;
    for (; n >= 8; n -= 8, bytes += 8) {
        uint64_t word;
        memcpy(&word, bytes, sizeof(word));
        hash = map_mix(hash ^ word) + 1;
    }
    uint64_t rest = 0;
    memcpy(&rest, bytes, n);
    return map_mix(hash ^ rest);
}

/* Equal hashes need not be equal strings; one of two such strings is simply not shared. */
static uint32_t find_text(const struct trace *trace, uint64_t hash, const char *bytes, size_t n)
{
    const uintptr_t *known = map_get(&trace->shared, hash);
    if (!known)
        return 0;
    uint32_t offset = (uint32_t)*known;
    bool is_same = trace_text_size(trace, offset) == n && !memcmp(trace->text + offset, bytes, n);
    return is_same ? offset : 0;
}

/* The pool is full at 4 GiB, the reach of an offset: what comes then is "". */
uint32_t trace_add_text(struct trace *trace, const char *bytes, size_t n)
{
    assert(!trace->is_read_only);
    if (!n || n > UINT32_MAX - TEXT_HEAD - 1 || trace->text_size + n > UINT32_MAX - TEXT_HEAD - 1)
        return 0;
    uint64_t hash = hash_of(bytes, n);
    uint32_t known = find_text(trace, hash, bytes, n);
    if (known)
        return known;

    size_t need = trace->text_size + TEXT_HEAD + n + 1;
    if (need > trace->text_capacity) {
        /* The bytes may be a part of the pool itself, which moves. */
        uintptr_t inside = (uintptr_t)bytes - (uintptr_t)trace->text;
        bool is_own = inside < trace->text_size;
        while (trace->text_capacity < need)
            trace->text_capacity *= 2;
        trace->text = xrealloc(trace->text, trace->text_capacity);
        if (is_own)
            bytes = trace->text + inside;
    }
    uint32_t size = (uint32_t)n;
    memcpy(trace->text + trace->text_size, &size, sizeof(size));
    uint32_t offset = (uint32_t)(trace->text_size + TEXT_HEAD);
    memcpy(trace->text + offset, bytes, n);
    trace->text[offset + n] = '\0';
    trace->text_size = need;
    *map_put(&trace->shared, hash) = offset;
    return offset;
}

uint32_t trace_add_place(struct trace *trace, const struct place *place)
{
    assert(!trace->is_read_only);
    assert(place->file < trace->source_count && place->function < trace->text_size);
    GROW(trace->places, trace->place_count, trace->place_capacity);
    trace->places[trace->place_count] = *place;
    return (uint32_t)trace->place_count++;
}

uint32_t trace_add_object(struct trace *trace, const struct object *object)
{
    assert(!trace->is_read_only);
    assert(object->name < trace->text_size && object->type < trace->text_size);
    GROW(trace->objects, trace->object_count, trace->object_capacity);
    trace->objects[trace->object_count] = *object;
    return (uint32_t)trace->object_count++;
}

uint32_t trace_add_lane(struct trace *trace, const struct lane *lane)
{
    assert(!trace->is_read_only);
    assert(lane->name < trace->text_size && lane->given < trace->text_size);
    GROW(trace->lanes, trace->lane_count, trace->lane_capacity);
    struct lane *own = &trace->lanes[trace->lane_count];
    /* Field by field: padding that was never set would otherwise end in a file. */
    memset(own, 0, sizeof(*own));
    own->pid = lane->pid;
    own->tid = lane->tid;
    own->parent = lane->parent;
    own->name = lane->name;
    own->given = lane->given;
    own->ordinal = lane->ordinal;
    own->is_process = lane->is_process;
    own->handle = lane->handle;
    return (uint32_t)trace->lane_count++;
}

uint32_t trace_add_source(struct trace *trace, const char *path, const char *text, size_t n)
{
    assert(!trace->is_read_only);
    const char *slash = strrchr(path, '/');
    const char *name = slash && slash[1] ? slash + 1 : path;
    struct source source = {.path = trace_add_text(trace, path, strlen(path))};
    /* `name` may have been a part of the pool, which may have moved: take it from there. */
    name = trace_text(trace, source.path) + (name - path) * (source.path != 0);
    source.name = trace_add_text(trace, name, strlen(name));
    source.text = text ? trace_add_text(trace, text, n) : 0;
    source.size = (uint32_t)trace_text_size(trace, source.text);
    GROW(trace->sources, trace->source_count, trace->source_capacity);
    trace->sources[trace->source_count] = source;
    return (uint32_t)trace->source_count++;
}

struct lane *trace_change_lane(struct trace *trace, size_t i)
{
    assert(!trace->is_read_only && i && i < trace->lane_count);
    return &trace->lanes[i];
}

struct trace_facts *trace_change_facts(struct trace *trace)
{
    assert(!trace->is_read_only);
    return &trace->facts;
}
