/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/trace/watch.h"

#include <string.h>
#include <sys/uio.h>
#include <time.h>

int watch_start(struct watch *watch, const char *program, const char *const *names,
                struct region *region, struct err *err)
{
    *watch = (struct watch){0};
    if (!names[0])
        return 0;
    struct symbols *symbols = symbols_new();
    symbols_add(symbols, program, 0);
    int result = 0;
    for (unsigned i = 0; i < RING_WATCHES && names[i]; i++) {
        struct symbol_variable variable;
        struct watched *var = &watch->vars[watch->count];
        if (!symbols_find(symbols, names[i], &var->offset, &variable)) {
            result = err_set(err, STATUS_USAGE,
                             _("no global variable '%s' in the program (is it a global, and is the "
                               "program built with -g?)"),
                             names[i]);
            break;
        }
        var->name = names[i];
        var->is_signed = variable.is_signed;
        var->size = variable.size == 1 || variable.size == 2 || variable.size == 4
                        ? (unsigned)variable.size
                        : 8;
        region->watch[i].offset = var->offset;
        region->watch[i].size = var->size;
        region->watch_count = ++watch->count;
    }
    symbols_free(symbols);
    return result;
}

static int64_t widen(uint64_t bits, unsigned size, bool is_signed)
{
    unsigned shift = 64 - 8 * size;
    if (shift == 0)
        return (int64_t)bits;
    return is_signed ? (int64_t)(bits << shift) >> shift : (int64_t)(bits << shift >> shift);
}

/* Where the program was loaded: its own symbols know the first variable by its real address. */
static bool learn_bias(struct watch *watch, struct collect *collect, int pid)
{
    struct symbols *symbols = collect_symbols(collect, pid);
    struct symbol_variable variable;
    uint64_t address;
    if (!symbols || !symbols_find(symbols, watch->vars[0].name, &address, &variable))
        return false;
    watch->bias = address - watch->vars[0].offset;
    return watch->has_bias = true;
}

void watch_look(struct watch *watch, struct collect *collect, int pid)
{
    if (watch->count == 0 || (!watch->has_bias && !learn_bias(watch, collect, pid)))
        return;
    for (unsigned i = 0; i < watch->count; i++) {
        struct watched *var = &watch->vars[i];
        uint64_t address = watch->bias + var->offset, bits = 0;
        struct iovec here = {&bits, var->size}, there = {(void *)(uintptr_t)address, var->size};
        if (process_vm_readv(pid, &here, 1, &there, 1, 0) != (ssize_t)var->size)
            return; /* it is gone, or may not be read: the last value stands */
        int64_t value = widen(bits, var->size, var->is_signed);
        if (var->is_known && value == var->value)
            continue;
        var->value = value;
        var->is_known = true;
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        struct event event = {.kind = K_SAMPLE,
                              .pid = (uint32_t)pid,
                              .tid = (uint32_t)pid,
                              .object = address,
                              .a = value,
                              .b = var->size,
                              .flags = EVENT_VALUE};
        uint64_t ns = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
        collect_tell(collect, &event, ns, NULL, 0);
    }
}

void watch_event(struct watch *watch, const struct trace *trace, const struct event *event)
{
    const struct object *object = trace_object(trace, event->object);
    const char *name = trace_text(trace, object->name);
    for (unsigned i = 0; i < watch->count; i++) {
        struct watched *var = &watch->vars[i];
        if (var->object == 0 && strcmp(name, var->name) == 0)
            var->object = (uint32_t)event->object;
        if (var->object != event->object)
            continue;
        var->value = widen((uint64_t)event->a, var->size, var->is_signed);
        var->is_known = true;
    }
}
