/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explore/report/leak.h"

#include <link.h>
#include <stdlib.h>
#include <unistd.h>

#include "explore/calls/heap.h"
#include "explore/engine/hooks.h"
#include "explore/machine/context.h"
#include "explore/machine/snapshot.h"
#include "explore/report/report.h"

#define LIBRARIES 16

/* Variables of libraries, which may have been given a block. */
static struct {
    const void *from;
    size_t size;
} libraries[LIBRARIES];
static size_t library_count;

static struct block *to_look_at;
static uint32_t reachable;

static int find_library(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    int *number = data;
    bool is_program = (*number)++ == 0;
    uintptr_t own = (uintptr_t)&library_count;
    size_t count = library_count;
    for (int i = 0; !is_program && i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        uintptr_t from = info->dlpi_addr + segment->p_vaddr;
        if (segment->p_type != PT_LOAD || !(segment->p_flags & PF_W))
            continue;
        if (own - from < segment->p_memsz) { /* ours remember everything */
            library_count = count;
            return 0;
        }
        if (library_count == LIBRARIES)
            return 1;
        libraries[library_count].from = (const void *)((from + 7) & ~(uintptr_t)7);
        libraries[library_count++].size = segment->p_memsz - 8;
    }
    return 0;
}

void leak_init(void)
{
    int number = 0;
    (void)dl_iterate_phdr(find_library, &number);
}

/* --- blocks ----------------------------------------------------------------------------------- */

static void keep(struct block *block)
{
    block->mark = engine.epoch;
    block->next = to_look_at;
    to_look_at = block;
}

static void look(const void *from, size_t size)
{
    const uintptr_t *word = (const uintptr_t *)(((uintptr_t)from + 7) & ~(uintptr_t)7);
    const uintptr_t *end = (const uintptr_t *)(((uintptr_t)from + size) & ~(uintptr_t)7);
    for (; word < end; word++) {
        struct block *block = heap_find(*word);
        if (!block || block->mark == engine.epoch)
            continue;
        reachable++;
        keep(block);
    }
}

/* What is reachable from what was looked at. */
static void follow(void)
{
    while (to_look_at) {
        const struct block *block = to_look_at;
        to_look_at = block->next;
        look(block + 1, block->size);
    }
}

static void look_at_threads(void)
{
    for (uint32_t i = 0; i < engine.count; i++) {
        const struct thread *thread = &engine.threads[i];
        if (thread->life == LIFE_OVER) {
            if (!thread->is_joined && !thread->is_detached)
                look(&thread->result, sizeof(thread->result));
            continue;
        }
        keys_each(thread, look);
        if (thread == engine.current)
            exit_each(look);
        else
            context_each(thread, look);
    }
}

static void look_at_libraries(void)
{
    for (size_t i = 0; i < library_count; i++)
        look(libraries[i].from, libraries[i].size);
    for (char **variable = environ; variable && *variable; variable++)
        look(variable, sizeof(*variable));
    for (int i = 0; i < engine_argc; i++)
        look(&engine_argv[i], sizeof(engine_argv[i]));
}

static bool is_lost(const struct block *block)
{
    return block->mark != engine.epoch;
}

/* A lost block that another lost one points to is lost because of that. */
static void know_inner(struct block *block)
{
    if (!is_lost(block))
        return;
    const uintptr_t *word = (const uintptr_t *)(block + 1), *end = word + block->size / 8;
    for (; word < end; word++) {
        struct block *inner = heap_find(*word);
        if (inner && inner != block && is_lost(inner))
            inner->is_known = true;
    }
}

static uint64_t place, bytes;

static void add_up(struct block *block)
{
    if (!is_lost(block) || block->is_known || block->where != place)
        return;
    bytes += block->size;
    keep(block);
}

/* One report for all that were made at the same place; what they point to is explained by that. */
static void report_outer(struct block *block)
{
    if (!is_lost(block) || block->is_known)
        return;
    place = block->where;
    bytes = 0;
    heap_each(add_up);
    follow();
    struct verdict_failure failure = {.kind = FAILURE_LEAK,
                                      .thread = block->thread,
                                      .other = ~0u,
                                      .number = bytes < INT32_MAX ? (int32_t)bytes : INT32_MAX,
                                      .threads = UINT64_C(1) << block->thread,
                                      .where = block->where};
    report_failure(&failure);
}

/* What is left are rings: each block is lost because of another, so the first is named. */
static void report_ring(struct block *block)
{
    block->is_known = false;
    report_outer(block);
}

static void look_at_heap(void)
{
    reachable = 0;
    snapshot_each(look);
    look_at_threads();
    follow();
    if (reachable == heap_live())
        return;
    look_at_libraries();
    follow();
    if (reachable == heap_live())
        return;
    heap_each(know_inner);
    heap_each(report_outer);
    heap_each(report_ring);
}

/* --- threads ---------------------------------------------------------------------------------- */

/* A thread that is left could still have joined it; and when main has ended before, nobody was
 * meant to. */
static bool is_last(const struct thread *me)
{
    for (uint32_t i = 0; i < engine.count; i++)
        if (&engine.threads[i] != me && engine.threads[i].life != LIFE_OVER)
            return false;
    return me->index == 0 && me->life != LIFE_OVER && engine.status == 0;
}

static void look_at_ended(void)
{
    for (uint32_t i = 1; i < engine.count; i++) {
        const struct thread *thread = &engine.threads[i];
        if (thread->is_joined || thread->is_detached)
            continue;
        struct verdict_failure failure = {.kind = FAILURE_LEAK,
                                          .flags = FAILURE_THREAD,
                                          .thread = thread->creator->index,
                                          .other = ~0u,
                                          .threads = UINT64_C(1) << i,
                                          .where = thread->made_at};
        report_failure(&failure);
    }
}

void leak_look(void)
{
    if (heap_live() > 0)
        look_at_heap();
    if (engine.others > 0 && is_last(engine.current))
        look_at_ended();
}
