/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Objects: from an address in a process to one number and one name, the same for all processes
 * where memory is shared.
 */
#include <string.h>

#include "core/trace/kind.h"
#include "core/trace/resolve_state.h"

/* How the type of an object begins, in C. */
static const char *type_of(enum event_kind kind)
{
    bool is_semaphore = kind >= K_SEM_INIT && kind <= K_SEM_POST;
    bool is_memory = event_group(kind) == GROUP_MEMORY || event_group(kind) == GROUP_SAMPLE;
    return is_memory ? "" : is_semaphore ? "sem_t" : "pthread_";
}

/* What to call an object that has no name of its own. */
static const char *sort_of(enum event_kind kind)
{
    switch (kind) {
    case K_RDLOCK:
    case K_WRLOCK:
    case K_RDLOCK_WAIT:
    case K_WRLOCK_WAIT:
    case K_RWUNLOCK:
        return N_("rwlock");
    case K_COND_WAIT:
    case K_COND_WOKEN:
    case K_COND_SIGNAL:
    case K_COND_BROADCAST:
        return N_("condition");
    case K_BARRIER_INIT:
    case K_BARRIER_WAIT:
    case K_BARRIER_PASS:
        return N_("barrier");
    case K_SEM_INIT:
    case K_SEM_WAIT:
    case K_SEM_GOT:
    case K_SEM_BUSY:
    case K_SEM_POST:
        return N_("semaphore");
    case K_ONCE_ENTER:
    case K_ONCE_DONE:
        return N_("once");
    default:
        return N_("lock");
    }
}

/* False: it is memory, and no global variable: it may be the business of one lane alone. */
static bool name_object(struct resolver *r, struct process *process, struct object *object,
                        enum event_kind kind, int64_t size)
{
    text_clear(&r->scratch);
    struct symbol_variable variable = {0};
    bool is_told = r->told.name.size > 0 && r->told.address == object->address;
    bool has_name = is_told && !r->told.is_open;
    if (!has_name)
        has_name = process->image && symbols_variable(process->image->symbols, object->address,
                                                      &r->scratch, &variable);
    uint64_t from = procmaps_start(&process->maps, object->address);
    if (!has_name && process->image && from) {
        struct symbol_mapped mapped = {.from = from,
                                       .offset = object->address - from,
                                       .type = type_of(kind),
                                       .pid = r->stays_inside ? 0 : process->pid};
        has_name = symbols_pointed(process->image->symbols, &mapped, &r->scratch, &variable);
    }
    is_told = is_told && (!has_name || !r->told.is_open);
    if (is_told) {
        text_put(&r->scratch, text_get(&r->told.name));
        variable = r->told.variable;
        has_name = true;
    }
    if (has_name) {
        object->size = (uint16_t)(size > 0 ? size : (int64_t)variable.size);
        object->type = trace_add_text(r->trace, variable.type, strlen(variable.type));
    } else if (object->group == GROUP_MEMORY || kind == K_FREED) {
        text_add(&r->scratch, _("memory at %#llx"), (unsigned long long)object->address);
        object->size = (uint16_t)size;
    } else {
        const char *sort = sort_of(kind);
        text_add(&r->scratch, "%s %lu", _(sort),
                 (unsigned long)++*map_put(&r->ordinals, (uintptr_t)sort));
    }
    object->name = trace_add_text(r->trace, text_get(&r->scratch), r->scratch.size);
    return (has_name && !is_told) || object->group != GROUP_MEMORY;
}

uint32_t resolver_object(struct resolver *r, uint32_t pid, uint64_t address, enum event_kind kind,
                         int64_t size)
{
    if (address == 0)
        return 0;
    struct process *process = resolver_process(r, pid);
    uintptr_t *known = map_get(&process->objects, address);
    if (known && *known)
        return (uint32_t)*known;
    uint32_t number = 0;
    bool is_shared = !r->stays_inside && procmaps_is_shared(&process->maps, pid, address);
    if (is_shared)
        number = (uint32_t)*map_put(&r->shared, address);
    if (number == 0) {
        struct object object = {.address = address, .space = is_shared ? 0 : pid};
        object.group = (uint16_t)(kind == K_SAMPLE ? GROUP_MEMORY : event_group(kind));
        bool may_be_private = !name_object(r, process, &object, kind, size);
        number = trace_add_object(r->trace, &object);
        if (r->told.name.size > 0 && r->told.address == address)
            *map_put(&r->types, number) = r->told.variable.type_id;
        if (may_be_private)
            *map_put(&r->holders, number) = UINTPTR_MAX;
        if (is_shared)
            *map_put(&r->shared, address) = number;
    }
    *map_put(&process->objects, address) = number;
    return number;
}

void resolver_unmark_shared(struct resolver *r)
{
    for (size_t i = 0; i < trace_count(r->trace); i++) {
        const struct event *event = trace_event(r->trace, i);
        if (!(event->flags & EVENT_PRIVATE))
            continue;
        const uintptr_t *holder = map_get(&r->holders, event->object);
        if (holder && *holder == 0)
            trace_change_event(r->trace, i)->flags &= ~EVENT_PRIVATE;
    }
}

uint32_t resolver_name_thread(struct resolver *r, const struct process *process, uint32_t number)
{
    text_clear(&r->scratch);
    if (process->ordinal > 0)
        text_add(&r->scratch, "P%u/", process->ordinal);
    text_add(&r->scratch, "T%u", number);
    return trace_add_text(r->trace, text_get(&r->scratch), r->scratch.size);
}

uint32_t resolver_handle_of_thread(struct resolver *r, struct process *process, uint64_t handle,
                                   uint32_t number)
{
    uintptr_t *holder = map_put(&process->handles, handle);
    uintptr_t *known = map_put(&process->objects, handle);
    if (*holder == number && *known)
        return (uint32_t)*known;
    struct object object = {.address = handle, .space = process->pid, .group = GROUP_TASK};
    object.name = resolver_name_thread(r, process, number);
    *holder = number;
    *known = trace_add_object(r->trace, &object);
    return (uint32_t)*known;
}

uint32_t resolver_handle(struct resolver *r, struct process *process, uint64_t handle)
{
    uintptr_t *known = map_get(&process->objects, handle);
    if (known)
        return (uint32_t)*known;
    struct object object = {.address = handle, .space = process->pid, .group = GROUP_TASK};
    object.name = trace_add_text(r->trace, _("a thread"), strlen(_("a thread")));
    uint32_t made = trace_add_object(r->trace, &object);
    *map_put(&process->objects, handle) = made;
    return made;
}

/* Memory that is no global variable is of interest once two lanes have touched it. */
bool resolver_is_private(struct resolver *r, const struct event *event)
{
    uintptr_t *holder = map_get(&r->holders, event->object);
    if (!holder)
        return false; /* a global one */
    if (*holder == UINTPTR_MAX)
        *holder = event->lane;
    else if (*holder != event->lane)
        *holder = 0;
    return *holder != 0;
}
