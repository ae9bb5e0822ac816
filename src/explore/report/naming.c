/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explore/report/naming.h"

#include "explore/calls/heap.h"
#include "explore/machine/context.h"

#define DEPTH 64u   /* of calls that are looked after */
#define REACH 4096u /* bytes below the last frame in which its variables are looked for */
#define POINTERS                                                                                   \
    8u /* words that are told of a block: of one stack, of global ones, on the heap                \
        */
#define GLOBALS ((size_t)1 << 20) /* bytes of global variables that are looked at */
#define TOLD    4096u

static struct calls {
    uint32_t epoch, depth;
    struct {
        uintptr_t frame;
        uint64_t where;
    } calls[DEPTH];
} stacks[THREADS];

static struct {
    uint32_t epoch;
    uintptr_t address, frame;
} told[TOLD];

/* --- who has called whom ---------------------------------------------------------------------- */

static struct calls *calls_of(const struct thread *thread)
{
    struct calls *calls = &stacks[thread->index];
    if (calls->epoch != engine.epoch) {
        calls->epoch = engine.epoch;
        calls->depth = 0;
    }
    return calls;
}

/* What lies below it has ended, also where a jump has left it out. */
static struct calls *end_below(uintptr_t frame)
{
    struct calls *calls = calls_of(engine.current);
    while (calls->depth > 0 && calls->calls[calls->depth - 1].frame <= frame)
        calls->depth--;
    return calls;
}

void naming_enter(const uintptr_t *frame, uint64_t where)
{
    if (!engine.is_live)
        return;
    struct calls *calls = end_below((uintptr_t)frame);
    if (calls->depth == DEPTH)
        return;
    calls->calls[calls->depth].frame = (uintptr_t)frame;
    calls->calls[calls->depth++].where = where;
}

void naming_leave(const uintptr_t *frame)
{
    if (engine.is_live)
        (void)end_below((uintptr_t)frame);
}

/* --- what is told of an address --------------------------------------------------------------- */

struct search {
    const struct thread *thread;
    void (*tell)(const struct thread *thread, const struct event *event);
    uintptr_t address;
    const struct block *block; /* that it is in; its bytes come behind */
    uint64_t object;           /* what is named */
    unsigned found;
};

static bool is_news(uintptr_t address, uintptr_t frame)
{
    uint64_t hash = (address * UINT64_C(0x9e3779b97f4a7c15)) >> 32;
    for (unsigned i = 0; i < 8; i++) {
        unsigned at = (unsigned)(hash + i) % TOLD;
        if (told[at].epoch == engine.epoch && told[at].address == address &&
            told[at].frame == frame)
            return false;
        if (told[at].epoch == engine.epoch && told[at].address != address)
            continue;
        told[at].epoch = engine.epoch;
        told[at].address = address;
        told[at].frame = frame;
        return true;
    }
    return true; /* twice is no harm */
}

/* The frame that an address of a stack is in: -1, it is in none. */
static int frame_of(const struct calls *calls, uintptr_t address)
{
    int i = (int)calls->depth - 1;
    while (i >= 0 && calls->calls[i].frame <= address)
        i--;
    return i;
}

static void tell_local(const struct search *search, const struct thread *owner)
{
    const struct calls *calls = calls_of(owner);
    int i = frame_of(calls, search->address);
    if (i < 0 || !is_news(search->address, calls->calls[i].frame))
        return;
    struct event event = {.kind = K_LOCAL,
                          .object = search->address,
                          .where = calls->calls[i].where,
                          .a = (int64_t)(search->address - calls->calls[i].frame),
                          .b = (int64_t)calls->calls[i].frame};
    search->tell(search->thread, &event);
}

/* Words that point into the block, not behind the address; from the top, as below a function's
 * variables lies what other functions have left there. `frame` 0: they are global, or
 * on the heap. */
static void look_at(struct search *search, uintptr_t from, uintptr_t to, uintptr_t frame,
                    uint64_t where)
{
    uintptr_t first = (uintptr_t)(search->block + 1);
    for (uintptr_t at = (to & ~(uintptr_t)7) - 8; at >= from && search->found < POINTERS; at -= 8) {
        uintptr_t value = *(const uintptr_t *)at;
        if (value < first || value > search->address)
            continue;
        uint64_t room = first + search->block->size - value;
        struct event event = {.kind = K_POINTED,
                              .object = search->object,
                              .where = where,
                              .a = (int64_t)(at - frame),
                              .b = (int64_t)value,
                              .flags = room > UINT32_MAX ? UINT32_MAX : (uint32_t)room};
        search->tell(search->thread, &event);
        search->found++;
    }
}

/* heap_each() has no argument. */
static struct search *at_heap;

static void look_at_block(struct block *block)
{
    uintptr_t from = (uintptr_t)(block + 1);
    look_at(at_heap, from, from + block->size, 0, 0);
}

static void look_at_heap(struct search *search)
{
    search->found = 0;
    at_heap = search;
    heap_each(look_at_block);
}

static void look_at_stack(struct search *search, const struct thread *thread)
{
    const struct calls *calls = calls_of(thread);
    search->found = 0;
    for (uint32_t i = calls->depth; i-- > 0;) {
        uintptr_t frame = calls->calls[i].frame;
        uintptr_t from = i + 1 < calls->depth                ? calls->calls[i + 1].frame
                         : frame - thread->stack_low < REACH ? thread->stack_low
                                                             : frame - REACH;
        look_at(search, from, frame, frame, calls->calls[i].where);
    }
}

static void tell_pointers(struct search *search)
{
    size_t size = engine.globals_size < GLOBALS ? engine.globals_size : GLOBALS;
    look_at(search, engine.globals, engine.globals + size, 0, 0);
    look_at_stack(search, search->thread);
    for (uint32_t i = 0; i < engine.count; i++)
        if (engine.threads[i].life == LIFE_GOING && &engine.threads[i] != search->thread)
            look_at_stack(search, &engine.threads[i]);
    look_at_heap(search);
}

void naming_tell(const struct thread *thread, uintptr_t address,
                 void (*tell)(const struct thread *thread, const struct event *event))
{
    struct search search = {.thread = thread, .tell = tell, .address = address, .object = address};
    int owner = context_stack_of(address);
    if (owner != NOBODY) {
        tell_local(&search, &engine.threads[owner]);
        return;
    }
    search.block = heap_find(address);
    if (search.block && is_news(address, 0))
        tell_pointers(&search);
}

uint64_t naming_block(uintptr_t block)
{
    return block - sizeof(struct block);
}

void naming_tell_block(const struct thread *thread, uintptr_t block,
                       void (*tell)(const struct thread *thread, const struct event *event))
{
    struct search search = {
        .thread = thread, .tell = tell, .address = block, .object = naming_block(block)};
    search.block = heap_find(block);
    if (search.block && is_news((uintptr_t)search.object, 0))
        tell_pointers(&search);
}
