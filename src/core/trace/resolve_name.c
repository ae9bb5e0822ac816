/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names of memory that is no global variable. The program's side tells in whose frame an address
 * is, or which words point to it (K_LOCAL, K_POINTED); what these are called is in the debug
 * information. A name stands in r->told until the address becomes an object.
 */
#include <stdlib.h>
#include <string.h>

#include "core/trace/resolve_state.h"

static uint32_t known_number(const struct process *process, uint64_t address)
{
    const uintptr_t *known = map_get(&process->objects, address);
    return known ? (uint32_t)*known : 0;
}

static uint64_t hash_of(const char *bytes, size_t n, uint64_t hash)
{
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001b3u; /* FNV-1a */
    return hash;
}

/* The variable "q" of one frame is another than that of the next, "q (2)". */
static void number_told(struct resolver *r, uint64_t anchor)
{
    const char *name = text_get(&r->told.name);
    name += strspn(name, "(*");
    uint64_t head = hash_of(name, strcspn(name, ".[-)"), 0xcbf29ce484222325u);
    uintptr_t *number = map_put(&r->anchors, hash_of((const char *)&anchor, sizeof(anchor), head));
    if (*number == 0)
        *number = ++*map_put(&r->heads, head);
    if (*number > 1)
        text_add(&r->told.name, " (%lu)", (unsigned long)*number);
}

/* What is known of the pointer at an address in allocated memory: its name, NULL none. */
static const char *name_of_pointer(const struct resolver *r, const struct process *process,
                                   uint64_t address, uint64_t *type_id)
{
    uint32_t number = known_number(process, address);
    const uintptr_t *type = number ? map_get(&r->types, number) : NULL;
    bool is_before = r->before.address == address && r->before.name.size > 0;
    if (!type && !is_before)
        return NULL;
    *type_id = type ? *type : r->before.variable.type_id;
    return type ? trace_text(r->trace, trace_object(r->trace, number)->name)
                : text_get(&r->before.name);
}

/* By a pointer that has a name itself, which stands in allocated memory: "q->items (2)" names what
 * it points to "q->items[0] (2)". */
static bool name_by_told(struct resolver *r, struct process *process, const struct event *event,
                         struct symbol_pointer *pointer)
{
    const char *name = name_of_pointer(r, process, (uint64_t)event->a, &pointer->type_id);
    if (!name)
        return false;
    size_t n = strcspn(name, " ");
    text_put_bytes(&r->told.name, name, n);
    if (!symbols_behind(process->image->symbols, pointer, &r->told.name, &r->told.variable)) {
        text_clear(&r->told.name);
        return false;
    }
    text_put(&r->told.name, name + n);
    return true;
}

static bool name_by_frame(struct resolver *r, const struct process *process, uint64_t where,
                          uint64_t frame, uint64_t address)
{
    if (!symbols_local(process->image->symbols, where, (int64_t)(address - frame), &r->told.name,
                       &r->told.variable))
        return false;
    number_told(r, frame);
    return true;
}

static void remember_frame(struct process *process, uint64_t frame, uint64_t where)
{
    unsigned n = process->frame_count < FRAMES_KNOWN ? process->frame_count : FRAMES_KNOWN;
    unsigned i = 0;
    while (i < n && process->frames[i].frame != frame)
        i++;
    if (i == n)
        i = process->frame_count++ % FRAMES_KNOWN;
    process->frames[i].frame = frame;
    process->frames[i].where = where;
}

/* In a frame of another thread's, who has told of it. */
static bool name_by_others(struct resolver *r, const struct process *process, uint64_t address)
{
    uint64_t frame = UINT64_MAX, where = 0;
    for (unsigned i = 0; i < process->frame_count && i < FRAMES_KNOWN; i++)
        if (process->frames[i].frame > address && process->frames[i].frame < frame) {
            frame = process->frames[i].frame;
            where = process->frames[i].where;
        }
    return where && name_by_frame(r, process, where, frame, address);
}

static bool name_by_pointer(struct resolver *r, struct process *process, const struct event *event)
{
    if (r->told.is_open && name_by_others(r, process, event->object)) {
        r->told.is_open = false;
        return true;
    }
    struct symbol_pointer pointer = {.return_address = event->where,
                                     .at = event->a,
                                     .offset = event->object - (uint64_t)event->b,
                                     .room = event->flags,
                                     .is_whole = event->object < (uint64_t)event->b};
    if (event->where == 0 && name_by_told(r, process, event, &pointer))
        return true;
    if (!symbols_behind(process->image->symbols, &pointer, &r->told.name, &r->told.variable))
        return false;
    number_told(r, (uint64_t)event->b);
    return true;
}

/* "*m" says less than "q->lock": it may be what a function calls whatever it is given. A pointer to
 * anything says still less than one that says to what. */
enum { SAYS_NOTHING, SAYS_LITTLE, SAYS_MORE, SAYS_ENOUGH };

static int says(const char *name, const struct symbol_variable *variable)
{
    if (*name == '\0')
        return SAYS_NOTHING;
    if (*name != '*')
        return SAYS_ENOUGH;
    return strcmp(variable->type, "void *") == 0 ? SAYS_LITTLE : SAYS_MORE;
}

void resolver_name(struct resolver *r, const struct event *event)
{
    struct process *process = resolver_process(r, event->pid);
    bool is_local = event->kind == K_LOCAL;
    uint32_t known = known_number(process, event->object);
    bool is_again = !is_local && r->told.address == event->object;
    if (!process->image || (known && !is_local) ||
        (is_again && says(text_get(&r->told.name), &r->told.variable) == SAYS_ENOUGH))
        return;
    if (!is_again) {
        struct told before = r->before;
        r->before = r->told;
        r->told = before;
    }
    char *little = is_again && r->told.name.size > 0 ? text_give(&r->told.name) : NULL;
    struct symbol_variable variable = r->told.variable;
    text_clear(&r->told.name);
    r->told.address = event->object;
    r->told.is_open = !is_local && event->flags == 0;
    if (is_local) {
        remember_frame(process, (uint64_t)event->b, event->where);
        (void)name_by_frame(r, process, event->where, (uint64_t)event->b, event->object);
    } else {
        (void)name_by_pointer(r, process, event);
    }
    if (little && says(text_get(&r->told.name), &r->told.variable) <= says(little, &variable)) {
        text_clear(&r->told.name);
        text_put(&r->told.name, little);
        r->told.variable = variable;
    }
    free(little);
    /* A frame has gone, and another function has that part of the stack now. */
    if (known && strcmp(trace_text(r->trace, trace_object(r->trace, known)->name),
                        text_get(&r->told.name)) != 0)
        *map_put(&process->objects, event->object) = 0;
}
