/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rare half of emit.h: no room, something lost, text, a signal handler in the middle.
 */
#include "probe/emit.h"

#include <string.h>

#include "probe/hook.h"

__thread struct self self;

static void count_nested(struct self *me);
static void put_lost(struct self *me);

/* True: `records` of them fit, and what was lost before has been said. */
bool emit_make_room(struct self *me, uint64_t records)
{
    struct ring *ring = me->ring;
    uint64_t capacity = me->mask + 1;
    atomic_store_explicit(&me->limit, 0, memory_order_relaxed);
    if (atomic_load_explicit(&me->has_nested, memory_order_relaxed))
        count_nested(me);
    uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
    bool has_lost = ring->dropped_since != 0;
    if (me->head - tail + records + has_lost > capacity)
        return false;
    if (has_lost)
        put_lost(me);
    atomic_store_explicit(&me->limit, tail + capacity, memory_order_relaxed);
    return true;
}

void emit_dropped(struct self *me)
{
    struct ring *ring = me->ring;
    uint64_t dropped = atomic_load_explicit(&ring->dropped, memory_order_relaxed);
    atomic_store_explicit(&ring->dropped, dropped + 1, memory_order_relaxed);
    ring->dropped_since++;
    atomic_store_explicit(&me->limit, 0, memory_order_relaxed);
    atomic_signal_fence(memory_order_seq_cst);
    me->busy = 0;
}

/* We are a signal handler and the thread is in the middle of an event: leave a note. */
void emit_nested(struct self *me, uint16_t kind)
{
    atomic_fetch_add_explicit(&me->nested[kind], 1, memory_order_relaxed);
    atomic_store_explicit(&me->has_nested, 1, memory_order_relaxed);
    atomic_store_explicit(&me->limit, 0, memory_order_relaxed);
}

void emit_text(const struct say *say, const char *bytes, size_t n)
{
    struct self *me = &self;
    if (n > TEXT_LIMIT)
        n = TEXT_LIMIT;
    uint64_t records = 1 + (n + TEXT_BYTES - 1) / TEXT_BYTES;
    struct event *event = emit_open(me, say->kind);
    if (!event)
        return;
    uint64_t limit = atomic_load_explicit(&me->limit, memory_order_relaxed);
    if (me->head + records > limit && !emit_make_room(me, records)) {
        atomic_store_explicit(&me->ring->reserved, me->head, memory_order_release);
        emit_dropped(me);
        return;
    }
    /* A K_LOST record may have gone in before us. */
    atomic_store_explicit(&me->ring->reserved, me->head + records, memory_order_relaxed);
    atomic_signal_fence(memory_order_seq_cst);
    event = &me->records[me->head & me->mask];
    emit_fill(me, event, say, is_after(say->kind) ? clock_now_after() : clock_now());
    event->text = (uint32_t)n;
    for (uint64_t i = 1; i < records; i++) {
        struct event *more = &me->records[(me->head + i) & me->mask];
        size_t size = n < TEXT_BYTES ? n : TEXT_BYTES;
        memset(more, 0, sizeof(*more));
        memcpy(more, bytes, size);
        more->kind = K_TEXT;
        more->text = (uint32_t)size;
        more->pid = me->pid;
        bytes += size;
        n -= size;
    }
    emit_close(me, records);
}

void say_failed(uint64_t where, uint64_t object, int error, const char *call)
{
    int saved = errno;
    emit_text(&(struct say){.kind = K_FAILED, .where = where, .object = object, .a = error}, call,
              strlen(call));
    errno = saved;
}

static void count_nested(struct self *me)
{
    struct ring *ring = me->ring;
    atomic_store_explicit(&me->has_nested, 0, memory_order_relaxed);
    for (int kind = 0; kind < K_COUNT; kind++) {
        uint32_t n = atomic_load_explicit(&me->nested[kind], memory_order_relaxed);
        if (n == 0)
            continue;
        n = atomic_exchange_explicit(&me->nested[kind], 0, memory_order_relaxed);
        ring->dropped_since += n;
        atomic_store(&ring->dropped, atomic_load(&ring->dropped) + n);
        atomic_store(&ring->counts[kind], atomic_load(&ring->counts[kind]) + n);
    }
}

static void put_lost(struct self *me)
{
    struct ring *ring = me->ring;
    atomic_store_explicit(&ring->reserved, me->head + 1, memory_order_relaxed);
    atomic_signal_fence(memory_order_seq_cst);
    const struct say say = {.kind = K_LOST, .a = (int64_t)ring->dropped_since};
    emit_fill(me, &me->records[me->head & me->mask], &say, clock_now());
    me->head++;
    atomic_store_explicit(&ring->head, me->head, memory_order_release);
    ring->dropped_since = 0;
}
