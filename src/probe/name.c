/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What memory is called that is no global variable: a lock in a function's frame, or one that was
 * allocated. Its address tells the tutor nothing; in whose frame it is, or which words point to it,
 * we can see here, once, before the first event about it. What these are called in the source, the
 * tutor reads in the debug information (K_LOCAL, K_POINTED).
 *
 * Frames are found by the chain of frame pointers, which code without optimization has. Where there
 * is none, nothing is told. Only the calling thread's own stack is looked at, from the call
 * upwards, and never memory of which it is not certain that it is there.
 */
#include <unistd.h>

#include "probe/hook.h"
#include "probe/probe.h"

#define OURS    8u  /* functions between the hook and here, at most */
#define CALLERS 32u /* that are looked at */
#define REACH                                                                                      \
    4096u /* bytes below a frame pointer in which its function's variables are looked for */
#define POINTERS 8u  /* words that are told of an object: of the stack, and of global ones */
#define BLOCKS   32u /* that are looked into: of a frame, or of the global ones */
#define FRAME    ((uintptr_t)1 << 20) /* bytes: larger is no frame */
#define STACK    ((uintptr_t)1 << 26) /* bytes: who is further from its top is on another one */
#define GLOBALS  ((size_t)1 << 16)    /* bytes of global variables that are looked at */
#define TOLD     4096u                /* objects; of more, nothing is told */
#define TRIES    16u                  /* places of the table in which one may stand */

struct caller {
    uintptr_t frame; /* its frame pointer */
    uint64_t where;  /* in it */
};

struct callers {
    struct caller all[CALLERS];
    unsigned count;
    uintptr_t low; /* the first one's variables lie above it */
};

/* The block of the allocator's that an object is in; to 0: not known. */
struct block {
    uintptr_t from, to;
};

static uintptr_t globals, globals_end, heap;
static _Atomic uint64_t told[TOLD];

void name_start(void)
{
    heap = (uintptr_t)sbrk(0);
}

void name_globals(uintptr_t from, size_t size)
{
    globals = (from + 7) & ~(uintptr_t)7;
    globals_end = from + (size < GLOBALS ? size : GLOBALS);
}

void name_forget(void)
{
    for (unsigned i = 0; i < TOLD; i++)
        atomic_store_explicit(&told[i], 0, memory_order_relaxed);
    for (unsigned i = 0; i < SELF_NAMED; i++)
        self.named[i] = 0;
}

/* --- what has been told ----------------------------------------------------------------------- */

/* Where it stands, or may be put; NULL: there is no room for it. */
static _Atomic uint64_t *find(uint64_t object)
{
    uint64_t hash = (object * UINT64_C(0x9e3779b97f4a7c15)) >> 32;
    for (unsigned i = 0; i < TRIES; i++) {
        _Atomic uint64_t *at = &told[(hash + i) % TOLD];
        uint64_t there = atomic_load_explicit(at, memory_order_relaxed);
        if (there == object || there == 0)
            return at;
    }
    return NULL;
}

/* --- who has called --------------------------------------------------------------------------- */

static void find_callers(struct callers *out, const uintptr_t *frame, uint64_t where)
{
    uintptr_t top = self.stack_top, at = (uintptr_t)frame;
    out->count = 0;
    for (unsigned hops = 0; out->count < CALLERS && hops < OURS + CALLERS; hops++) {
        if (at % sizeof(at) != 0 || at >= top || top - at > STACK)
            return;
        const uintptr_t *link = (const uintptr_t *)at; /* the caller's frame, the way back */
        uintptr_t next = link[0];
        if (next <= at || next - at > FRAME || next >= top)
            return;
        if (out->count == 0)
            out->low = at + 2 * sizeof(at);
        if (out->count > 0 || link[1] == where)
            out->all[out->count++] = (struct caller){.frame = next, .where = link[1]};
        else if (hops == OURS)
            return;
        at = next;
    }
}

/* --- where it is ------------------------------------------------------------------------------ */

static bool tell_local(const struct callers *callers, uint64_t object)
{
    if (callers->count == 0 || object < callers->low || object >= self.stack_top)
        return false;
    unsigned i = 0;
    while (i < callers->count && callers->all[i].frame <= object)
        i++;
    if (i < callers->count)
        emit(&(struct say){.kind = K_LOCAL,
                           .where = callers->all[i].where,
                           .object = object,
                           .a = (int64_t)(object - callers->all[i].frame),
                           .b = (int64_t)callers->all[i].frame});
    return true;
}

/* Does the allocator give `start` out as a block with `object` in it? In front of a block stands
 * its size, whose lowest bits are flags; behind it stands the next one's, which has a flag that
 * this one is in use (glibc's malloc/malloc.c, "boundary tags"). Only in the heap that sbrk()
 * makes, as it is now: another thread's free() may have given a part of it back. */
static bool is_block(uintptr_t start, uint64_t object, struct block *out)
{
    const size_t head = sizeof(size_t);
    if (start > object || start % (2 * head) != 0 || start < heap + 2 * head)
        return false;
    uintptr_t end = (uintptr_t)sbrk(0);
    if (start >= end)
        return false;
    size_t size = *(const size_t *)(start - head);
    size_t room = size & ~(size_t)7;
    if (size & 6 || room % (2 * head) != 0 || room < 4 * head || room > end - start)
        return false;
    size_t next = *(const size_t *)(start - 2 * head + room + head);
    *out = (struct block){.from = start, .to = start + room - head};
    return next & 1 && object < out->to;
}

/* The smallest block with the object in it of those that these words point to. */
static void find_block(uintptr_t from, uintptr_t to, uint64_t object, struct block *block)
{
    for (uintptr_t at = from; object >= heap && at < to; at += sizeof(at)) {
        uintptr_t value = *(const uintptr_t *)at;
        struct block found;
        if (value > block->from && is_block(value, object, &found))
            *block = found;
    }
}

/* Tells the words that point to the object's block, or (it is not known) shortly before it; from
 * the top, as below a function's variables lies what other functions have left there. */
static void tell_pointers(uintptr_t from, uintptr_t to, const struct caller *caller,
                          uint64_t object, const struct block *block)
{
    unsigned found = 0;
    for (uintptr_t at = to; at > from && found < POINTERS;) {
        at -= sizeof(at);
        uintptr_t value = *(const uintptr_t *)at;
        if (value > object || (block->to ? value < block->from : object - value >= REACH))
            continue;
        uint64_t room = block->to ? block->to - value : 0;
        emit(&(struct say){.kind = K_POINTED,
                           .flags = room > UINT32_MAX ? UINT32_MAX : (uint32_t)room,
                           .where = caller ? caller->where : 0,
                           .object = object,
                           .a = (int64_t)(caller ? at - caller->frame : at),
                           .b = (int64_t)value});
        found++;
    }
}

/* The same for words of the block that the word at `at` points to; they are told of first. True: it
 * does point to one. */
static bool tell_from_block(uintptr_t at, const struct caller *caller, uint64_t object)
{
    struct block outer, inner = {0};
    uintptr_t first = *(const uintptr_t *)at;
    if (!is_block(first, first, &outer))
        return false;
    uintptr_t to = outer.to - outer.from > REACH ? outer.from + REACH : outer.to;
    for (uintptr_t word = outer.from; word < to; word += sizeof(word)) {
        uintptr_t value = *(const uintptr_t *)word;
        if (!is_block(value, object, &inner))
            continue;
        tell_pointers(at, at + sizeof(at), caller, word, &outer);
        tell_pointers(word, word + sizeof(word), NULL, object, &inner);
    }
    return true;
}

static void tell_from_blocks(uintptr_t from, uintptr_t to, const struct caller *caller,
                             uint64_t object)
{
    unsigned blocks = 0;
    for (uintptr_t at = from; at < to && blocks < BLOCKS; at += sizeof(at))
        blocks += tell_from_block(at, caller, object);
}

/* Where the variables of caller `i` begin. */
static uintptr_t low_of(const struct callers *callers, unsigned i)
{
    uintptr_t low = i > 0 ? callers->all[i - 1].frame + 2 * sizeof(low) : callers->low;
    uintptr_t frame = callers->all[i].frame;
    return frame - low > REACH ? frame - REACH : low;
}

static void tell_pointed(const struct callers *callers, uint64_t object)
{
    struct block block = {0};
    for (unsigned i = 0; i < callers->count; i++)
        find_block(low_of(callers, i), callers->all[i].frame, object, &block);
    find_block(globals, globals_end, object, &block);
    if (block.to)
        tell_pointers(globals, globals_end, NULL, object, &block);
    for (unsigned i = 0; i < callers->count; i++)
        tell_pointers(low_of(callers, i), callers->all[i].frame, &callers->all[i], object, &block);
    for (unsigned i = 0; i < callers->count && !block.to; i++)
        tell_from_blocks(low_of(callers, i), callers->all[i].frame, &callers->all[i], object);
    if (!block.to)
        tell_from_blocks(globals, globals_end, NULL, object);
}

/* Variables of this thread's that others will have only pointers to. */
void name_argument(const void *argument, uint64_t where, const uintptr_t *frame)
{
    struct callers callers;
    if (self.busy || !argument)
        return;
    find_callers(&callers, frame, where);
    (void)tell_local(&callers, ADDRESS(argument));
}

void name_tell(const struct say *say, const uintptr_t *frame)
{
    struct self *me = &self;
    uint64_t object = say->object;
    if (me->busy || me->state != SELF_ON)
        return;
    _Atomic uint64_t *known = find(object);
    me->named[(object >> 3) % SELF_NAMED] = object;
    bool is_known = !known || atomic_load_explicit(known, memory_order_relaxed) == object;
    bool is_global = object >= globals && object < globals_end;
    if (object == 0 || is_global || (is_known && !is_made(say->kind)))
        return;
    struct callers callers;
    find_callers(&callers, frame, say->where);
    if (!tell_local(&callers, object))
        tell_pointed(&callers, object);
    /* Only now: who finds it here comes later by the clock too, and will be resolved later. */
    if (known)
        atomic_store_explicit(known, object, memory_order_release);
}
