/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is put aside is a list of pieces of memory and what was in them. Putting it back is: as at
 * the start of an execution, and then these pieces.
 */
#include "explore/machine/resume.h"

#include "explore/calls/heap.h"
#include "explore/engine/hooks.h"
#include "explore/machine/context.h"
#include "explore/machine/snapshot.h"
#include "explore/search/record.h"
#include "explore/search/rounds.h"
#include "explore/search/spin.h"

#define ROOM          ((size_t)16 << 20)
#define POINTS        1024u
#define LEAST_APART   3u
#define BYTES_OF_STEP 1024u

struct piece {
    char *at;
    size_t size; /* of what follows, without what makes it whole words */
};

/* One state. */
struct point {
    uint32_t depth;
    size_t from;
};

struct resume resume;

static char *room; /* all states on the way to the current execution, one behind the other */
static size_t used;
static bool is_full;
static struct point points[POINTS];
static uint32_t point_count;

extern char of_execution_begin[] __asm__("__start_of_execution")
    __attribute__((visibility("hidden")));
extern char of_execution_end[] __asm__("__stop_of_execution") __attribute__((visibility("hidden")));

/* Of the program's state nothing is anywhere else: its threads have no storage of their own, it
 * calls nothing that would (storage.h), and its variables are few. */
void resume_init(void)
{
    resume.apart = LEAST_APART;
    resume.is_on = context_is_shared() && snapshot_is_small() && !engine.has_fence;
    if (resume.is_on)
        room = engine_reserve(ROOM);
}

void resume_forget(void)
{
    point_count = 0;
    used = 0;
    resume.last = 0;
}

/* Threads that spin are compared from the start of an execution on (rounds.h). */
static bool is_allowed(void)
{
    return !engine.is_recording && !engine.has_signals && !engine.has_cancel &&
           (!engine.watches_spins || (engine.mode == MODE_PROVE && !engine.has_rounds));
}

static size_t in_words(size_t size)
{
    return (size + 7) & ~(size_t)7;
}

/* Mostly some hundred bytes: a call would cost as much. */
static void copy(char *restrict to, const char *restrict from, size_t size)
{
    size_t i = 0;
    for (; i + 32 <= size; i += 32)
        __builtin_memcpy(to + i, from + i, 32);
    for (; i + 8 <= size; i += 8)
        __builtin_memcpy(to + i, from + i, 8);
    for (; i < size; i++)
        to[i] = from[i];
}

void resume_keep(void *at, size_t size)
{
    if (size == 0)
        return;
    size_t needed = sizeof(struct piece) + in_words(size);
    if (is_full || needed > ROOM - used) {
        is_full = true;
        return;
    }
    struct piece *piece = (struct piece *)(void *)(room + used);
    piece->at = at;
    piece->size = size;
    copy((char *)(piece + 1), at, size);
    used += needed;
}

static void keep_engine(void)
{
    size_t from = offsetof(struct engine, is_alone), to = offsetof(struct engine, threads);
    resume_keep((char *)&engine + from, to - from + engine.count * sizeof(*engine.threads));
    resume_keep(of_execution_begin, (uintptr_t)of_execution_end - (uintptr_t)of_execution_begin);
}

static void keep_stacks(void)
{
    for (uint32_t i = 0; i < engine.count; i++) {
        const struct thread *thread = &engine.threads[i];
        if (thread->life != LIFE_OVER || thread == engine.current)
            resume_keep(thread->sp, thread->stack_low + thread->stack_size - (uintptr_t)thread->sp);
    }
}

void resume_copy(void)
{
    size_t from = used;
    is_full = point_count == POINTS;
    resume.is_wanted = false;
    keep_engine();
    snapshot_keep();
    keep_stacks();
    objects_keep();
    heap_keep();
    hooks_keep();
    spin_keep();
    size_t size = used - from;
    resume.apart = LEAST_APART + (uint32_t)(size / BYTES_OF_STEP);
    if (is_full) {
        used = from;
        return;
    }
    points[point_count++] = (struct point){engine.depth, from};
    resume.last = engine.depth;
}

void resume_take(struct thread *me)
{
    if (!is_allowed())
        return;
    resume.is_wanted = true;
    context_switch(me, &engine.root);
}

static void put_back(size_t from)
{
    while (from < used) {
        const struct piece *piece = (const struct piece *)(const void *)(room + from);
        copy(piece->at, (const char *)(piece + 1), piece->size);
        from += sizeof(*piece) + in_words(piece->size);
    }
}

bool resume_restore(void)
{
    if (!resume.is_on)
        return false;
    if (!is_allowed())
        resume_forget();
    while (point_count > 0 && points[point_count - 1].depth > engine.fixed)
        used = points[--point_count].from;
    resume.last = point_count > 0 ? points[point_count - 1].depth : 0;
    if (point_count == 0)
        return false;
    put_back(points[point_count - 1].from);
    objects_put_back();
    uint64_t resumed = atomic_load_explicit(&verdict->progress.resumed, memory_order_relaxed);
    atomic_store_explicit(&verdict->progress.resumed, resumed + 1, memory_order_relaxed);
    return true;
}
