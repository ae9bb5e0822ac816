/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The consumer's side of the rings. It believes nothing that stands in the region: the layout comes
 * from a private page (layout.h), each index is masked, and a head that cannot be makes the ring
 * `corrupt`, which is then not read until somebody new has the slot.
 *
 * To merge in order of time: take `now`; ask ring_bound() of EVERY ring; then take what is
 * ring_ready() up to the smallest bound. In this order, because an event that was published before
 * the bound was asked is then sure to be seen.
 *
 * Why the bound holds. The producer stores `reserved`, reads the clock, stores `head`. If we read
 * head and then reserved, and both are the same, the next event's reservation was not visible yet,
 * so its clock will be read later than our `now` - but for as long as a store can stay in the
 * producer's store buffer while it already reads the clock. That is a microsecond at most on a
 * core that runs, and an interrupt, thus a preemption, drains the buffer. So SLACK is taken off.
 * If they differ, an event is on its way, maybe of a producer that was preempted in the middle: the
 * bound then stays at what was last certain, or at the newest record of this very ring, since its
 * clocks do not run backwards.
 */
#include <string.h>

#include "event/clock.h"
#include "event/layout.h"
#include "event/ring.h"

static uint64_t slack(void);
static void meet(struct ring *ring, struct ring_reader *reader);
static uint64_t newest_clock(struct region *region, uint32_t slot, const struct ring_reader *reader,
                             uint64_t head);

size_t ring_ready(struct region *region, uint32_t slot, struct ring_reader *reader)
{
    if (slot >= RING_SLOTS)
        return 0;
    struct ring *ring = &region->rings[slot];
    meet(ring, reader);
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_acquire);
    uint64_t ready = head - reader->tail;
    if (ready > layout_of(region)->ring_events)
        reader->corrupt = true;
    return reader->corrupt ? 0 : (size_t)ready;
}

/* Copies record number `at`, as far as it can be. */
static void copy(struct region *region, uint32_t slot, uint64_t at, struct event *out)
{
    uint64_t mask = layout_of(region)->ring_events - 1;
    struct event *record = layout_records(region, slot) + (at & mask);
    /* A write's value is filled in later, the value first and then the flag (probe/emit.h). */
    uint32_t flags = __atomic_load_n(&record->flags, __ATOMIC_ACQUIRE);
    memcpy(out, record, sizeof(*out));
    out->flags = flags;
    if (out->kind == K_TEXT) {
        if (out->text > TEXT_BYTES)
            out->text = TEXT_BYTES;
        return;
    }
    out->lane = 0;
    if (out->kind >= K_COUNT)
        out->kind = K_NONE;
    if (out->text > TEXT_LIMIT)
        out->text = TEXT_LIMIT;
}

void ring_peek(struct region *region, uint32_t slot, const struct ring_reader *reader, size_t ahead,
               struct event *out)
{
    memset(out, 0, sizeof(*out));
    if (slot < RING_SLOTS)
        copy(region, slot, reader->tail + ahead, out);
}

uint64_t ring_newest(struct region *region, uint32_t slot, struct event *out)
{
    memset(out, 0, sizeof(*out));
    if (slot >= RING_SLOTS)
        return 0;
    uint64_t head = atomic_load_explicit(&region->rings[slot].head, memory_order_acquire);
    if (head > 0)
        copy(region, slot, head - 1, out);
    return head;
}

void ring_take(struct region *region, uint32_t slot, struct ring_reader *reader, size_t n)
{
    if (slot >= RING_SLOTS)
        return;
    reader->tail += n;
    atomic_store_explicit(&region->rings[slot].tail, reader->tail, memory_order_release);
}

uint64_t ring_bound(struct region *region, uint32_t slot, struct ring_reader *reader, uint64_t now)
{
    if (slot >= RING_SLOTS)
        return now;
    struct ring *ring = &region->rings[slot];
    uint64_t certain = now > slack() ? now - slack() : 0;
    uint32_t state = atomic_load_explicit(&ring->state, memory_order_acquire);
    meet(ring, reader);
    if (reader->corrupt || state != RING_LIVE)
        return certain;
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_acquire);
    uint64_t reserved = atomic_load_explicit(&ring->reserved, memory_order_acquire);
    if (head == reserved) {
        if (certain > reader->clear_at)
            reader->clear_at = certain;
    } else {
        uint64_t newest = newest_clock(region, slot, reader, head);
        if (newest > certain)
            newest = certain;
        if (newest > reader->clear_at)
            reader->clear_at = newest;
    }
    return reader->clear_at < certain ? reader->clear_at : certain;
}

void ring_free(struct region *region, uint32_t slot)
{
    if (slot >= RING_SLOTS)
        return;
    struct ring *ring = &region->rings[slot];
    bool is_process = atomic_load(&ring->pid) == atomic_load(&ring->tid);
    uint32_t live = RING_LIVE;
    if (atomic_compare_exchange_strong(&ring->state, &live, RING_LEAVING) && is_process)
        region_process_over(region);
    atomic_store_explicit(&ring->state, RING_FREE, memory_order_release);
}

/* Ticks in about fifty microseconds; on x86 at 2 to 5 GHz. */
static uint64_t slack(void)
{
#if defined(__x86_64__)
    return 200000;
#elif defined(__aarch64__)
    uint64_t frequency;
    __asm__("mrs %0, cntfrq_el0" : "=r"(frequency));
    return frequency / 20000 + 1;
#else
    return 50000;
#endif
}

static void meet(struct ring *ring, struct ring_reader *reader)
{
    uint32_t generation = atomic_load_explicit(&ring->generation, memory_order_acquire);
    if (generation == reader->generation)
        return;
    reader->generation = generation;
    reader->tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
    reader->corrupt = false;
}

/* The clock of the ring's newest record, 0 when it cannot be told. */
static uint64_t newest_clock(struct region *region, uint32_t slot, const struct ring_reader *reader,
                             uint64_t head)
{
    if (head == 0 || head - reader->tail > layout_of(region)->ring_events)
        return 0;
    struct event newest;
    ring_peek(region, slot, reader, (size_t)(head - 1 - reader->tail), &newest);
    return newest.kind == K_TEXT ? 0 : newest.clock;
}
