/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Processes, lanes, places, and what the resolver learns from each event.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/trace/kind.h"
#include "core/trace/resolve_state.h"

enum { SOURCE_LIMIT = 1 << 20 };

struct resolver *resolver_new(struct trace *trace)
{
    struct resolver *r = xcalloc(1, sizeof(*r));
    r->trace = trace;
    return r;
}

static struct image *image_new(void)
{
    struct image *image = xcalloc(1, sizeof(*image));
    image->users = 1;
    image->symbols = symbols_new();
    return image;
}

static void image_release(struct image *image)
{
    if (!image || --image->users > 0)
        return;
    symbols_free(image->symbols);
    map_release(&image->places);
    free(image);
}

void resolver_free(struct resolver *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->process_count; i++) {
        image_release(r->processes[i]->image);
        map_release(&r->processes[i]->objects);
        map_release(&r->processes[i]->handles);
        procmaps_release(&r->processes[i]->maps);
        free(r->processes[i]);
    }
    free(r->processes);
    map_release(&r->pids);
    map_release(&r->lanes);
    map_release(&r->sources);
    map_release(&r->shared);
    map_release(&r->holders);
    free(r->alias_path);
    free(r->alias);
    map_release(&r->ordinals);
    text_release(&r->scratch);
    text_release(&r->told.name);
    text_release(&r->before.name);
    map_release(&r->types);
    map_release(&r->heads);
    map_release(&r->anchors);
    free(r);
}

struct process *resolver_process(struct resolver *r, uint32_t pid)
{
    uintptr_t *index = map_put(&r->pids, pid);
    if (*index)
        return r->processes[*index - 1];
    struct process *process = xcalloc(1, sizeof(*process));
    process->pid = pid;
    process->ordinal = (uint32_t)r->process_count;
    GROW(r->processes, r->process_count, r->process_capacity);
    r->processes[r->process_count++] = process;
    *index = r->process_count;
    return process;
}

static struct process *known_process(const struct resolver *r, uint32_t pid)
{
    uintptr_t *index = map_get(&r->pids, pid);
    return index && *index ? r->processes[*index - 1] : NULL;
}

static uint32_t name_lane(struct resolver *r, struct process *process, bool is_process,
                          uint32_t *ordinal)
{
    text_clear(&r->scratch);
    *ordinal = is_process ? process->ordinal : ++process->threads;
    if (process->ordinal > 0)
        text_add(&r->scratch, "P%u%s", process->ordinal, is_process ? "" : "/");
    else if (is_process)
        text_put(&r->scratch, "main");
    if (!is_process)
        text_add(&r->scratch, "T%u", *ordinal);
    return trace_add_text(r->trace, text_get(&r->scratch), r->scratch.size);
}

uint32_t resolver_lane(struct resolver *r, uint32_t pid, uint32_t tid)
{
    uintptr_t *known = map_put(&r->lanes, (uint64_t)pid << 32 | tid);
    if (*known)
        return (uint32_t)*known;
    struct process *process = resolver_process(r, pid);
    struct lane lane = {.pid = pid, .tid = tid, .is_process = pid == tid};
    lane.name = name_lane(r, process, lane.is_process, &lane.ordinal);
    lane.parent = lane.is_process ? 0 : process->lane;
    uint32_t number = trace_add_lane(r->trace, &lane);
    if (lane.is_process)
        process->lane = number;
    *known = number;
    return number;
}

struct symbols *resolver_symbols(struct resolver *r, uint32_t pid)
{
    struct process *process = known_process(r, pid);
    return process && process->image ? process->image->symbols : NULL;
}

/* --- places --------------------------------------------------------------------------------- */

static uint32_t source_of(struct resolver *r, const char *path)
{
    uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */
    for (const char *c = path; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
    uintptr_t *known = map_put(&r->sources, hash);
    if (*known)
        return (uint32_t)*known;
    struct text whole = {0};
    FILE *file = fopen(path, "re");
    if (file) {
        char bytes[8192];
        size_t n;
        while (whole.size < SOURCE_LIMIT && (n = fread(bytes, 1, sizeof(bytes), file)) > 0)
            text_put_bytes(&whole, bytes, n);
        fclose(file); /* read only: nothing to lose */
    }
    *known = trace_add_source(r->trace, path, text_get(&whole), whole.size);
    text_release(&whole);
    return (uint32_t)*known;
}

static uint32_t place_of(struct resolver *r, struct process *process, uint64_t address)
{
    if (address == 0 || !process->image)
        return 0;
    uintptr_t *known = map_put(&process->image->places, address);
    if (*known)
        return (uint32_t)*known - 1;
    struct symbol_place found;
    uint32_t number = 0;
    if (symbols_place(process->image->symbols, address, &found)) {
        struct place place = {.line = found.line};
        if (found.path)
            place.file = source_of(r, found.path);
        if (found.function)
            place.function = trace_add_text(r->trace, found.function, strlen(found.function));
        number = trace_add_place(r->trace, &place);
    }
    *map_put(&process->image->places, address) = (uintptr_t)number + 1; /* + 1: 0 is "not asked" */
    return number;
}

/* Lanes are named as they are first seen, which is as the kernel happened to run them; when a
 * thread says which it is, it is named in the order in which it was created. */
static uint32_t start_thread(struct resolver *r, struct process *process, const struct event *event)
{
    uint32_t number = (uint32_t)event->b;
    uint32_t name = resolver_name_thread(r, process, number);
    struct lane *lane = trace_change_lane(r->trace, event->lane);
    lane->handle = event->object;
    lane->name = name;
    lane->ordinal = number;
    return resolver_handle_of_thread(r, process, event->object, number);
}

void resolver_stay_inside(struct resolver *r)
{
    r->stays_inside = true;
}

void resolver_alias(struct resolver *r, const char *path, const char *shown)
{
    free(r->alias_path);
    free(r->alias);
    r->alias_path = xstrdup(path);
    r->alias = xstrdup(shown);
}

/* --- events --------------------------------------------------------------------------------- */

static void inherit(struct resolver *r, struct process *child, uint32_t parent_pid)
{
    struct process *parent = known_process(r, parent_pid);
    if (!parent || parent == child)
        return;
    if (child->lane && parent->lane)
        trace_change_lane(r->trace, child->lane)->parent = parent->lane;
    procmaps_copy(&child->maps, &parent->maps);
    if (child->image || !parent->image)
        return;
    child->image = parent->image;
    child->image->users++;
}

static void begin_image(struct process *process)
{
    image_release(process->image);
    process->image = image_new();
    map_release(&process->objects);
    map_release(&process->handles);
    procmaps_release(&process->maps);
    process->frame_count = 0;
}

static void rename_lanes(struct resolver *r, const struct process *process)
{
    for (uint32_t i = 1; i < trace_lanes(r->trace); i++) {
        const struct lane *at = trace_lane(r->trace, i);
        if (at->pid != process->pid)
            continue;
        text_clear(&r->scratch);
        text_add(&r->scratch, "P%u", process->ordinal);
        if (!at->is_process)
            text_add(&r->scratch, "/T%u", at->ordinal);
        uint32_t name = trace_add_text(r->trace, text_get(&r->scratch), r->scratch.size);
        struct lane *lane = trace_change_lane(r->trace, i);
        lane->name = name;
        lane->ordinal = lane->is_process ? process->ordinal : lane->ordinal;
    }
}

/* A process may be heard of before its elder sibling: then the two change numbers. */
static void number_process(struct resolver *r, uint32_t pid, uint32_t parent)
{
    uint32_t lane = resolver_lane(r, pid, pid);
    struct process *child = known_process(r, pid);
    if (!child || child->is_numbered || child->ordinal == 0)
        return;
    trace_change_lane(r->trace, lane)->parent = parent;
    child->is_numbered = true;
    uint32_t wanted = ++r->numbered, had = child->ordinal;
    for (size_t i = 0; i < r->process_count && had != wanted; i++)
        if (r->processes[i]->ordinal == wanted) {
            r->processes[i]->ordinal = had;
            child->ordinal = wanted;
            rename_lanes(r, r->processes[i]);
            rename_lanes(r, child);
            break;
        }
}

static void learn(struct resolver *r, struct process *process, const struct event *event,
                  const char *text, size_t size)
{
    switch (event->kind) {
    case K_PROCESS_START: {
        struct process *parent = known_process(r, (uint32_t)event->a);
        begin_image(process);
        if (parent && parent != process && process->lane && parent->lane)
            trace_change_lane(r->trace, process->lane)->parent = parent->lane;
        break;
    }
    case K_MODULE: {
        char *path = xstrndup(text, size);
        if (!process->image)
            begin_image(process);
        symbols_add(process->image->symbols, path, event->object);
        free(path);
        break;
    }
    case K_SHARED:
        procmaps_tell(&process->maps, event->object, (uint64_t)event->b);
        break;
    case K_FORK_CHILD:
        inherit(r, process, (uint32_t)event->a);
        break;
    case K_FORK_PARENT: /* children are named in the order in which they were made */
    case K_SPAWN:
        if (event->a > 0 && event->a <= INT32_MAX && !(event->flags & EVENT_AT_GATE))
            number_process(r, (uint32_t)event->a, process->lane);
        break;
    case K_THREAD_START: {
        uint32_t parent = resolver_lane(r, event->pid, (uint32_t)event->a); /* may move the lanes */
        trace_change_lane(r->trace, event->lane)->parent = parent;
        break;
    }
    case K_THREAD_NAME:
        trace_change_lane(r->trace, event->lane)->given = trace_add_text(r->trace, text, size);
        break;
    default:
        break;
    }
}

static bool names_a_thread(enum event_kind kind)
{
    return kind == K_THREAD_EXIT || kind == K_THREAD_CANCEL || kind == K_JOIN_WAIT ||
           kind == K_JOIN || kind == K_JOIN_BUSY || kind == K_JOIN_TIMEOUT || kind == K_DETACH ||
           kind == K_THREAD_NAME;
}

bool resolver_event(struct resolver *r, struct event *event, const char *text, size_t text_size)
{
    if (event->kind == K_LOCAL || event->kind == K_POINTED) {
        resolver_name(r, event);
        return false;
    }
    event->lane = resolver_lane(r, event->pid, event->tid);
    struct process *process = resolver_process(r, event->pid);
    learn(r, process, event, text, text_size);
    if ((event->kind == K_PROCESS_START || event->kind == K_EXEC || event->kind == K_SPAWN_CALL) &&
        r->alias && strlen(r->alias_path) == text_size &&
        memcmp(text, r->alias_path, text_size) == 0) {
        text = r->alias;
        text_size = strlen(r->alias);
    }
    event->text = text_size ? trace_add_text(r->trace, text, text_size) : 0;
    event->where = place_of(r, process, event->where);
    uint64_t address = event->object;
    enum event_kind kind = (enum event_kind)event->kind;
    if (kind == K_MODULE || kind == K_CRASH || kind == K_SHARED || address == 0)
        event->object = 0;
    else if (kind == K_THREAD_START)
        event->object = start_thread(r, process, event);
    else if (kind == K_THREAD_CREATED)
        event->object = resolver_handle_of_thread(r, process, address, (uint32_t)event->b);
    else if (names_a_thread(kind))
        event->object = resolver_handle(r, process, address);
    else
        event->object = resolver_object(r, event->pid, address, kind, event->b);
    if (event_group(kind) == GROUP_MEMORY && resolver_is_private(r, event))
        event->flags |= EVENT_PRIVATE;
    if (kind == K_COND_WAIT || kind == K_COND_WOKEN)
        event->a = resolver_object(r, event->pid, (uint64_t)event->a, K_LOCK, 0);
    return kind != K_MODULE;
}
