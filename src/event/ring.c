/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a thread comes to its ring and leaves it. These are the only places where a producer uses
 * locked instructions; an event uses none (probe/emit.h).
 *
 * head and tail go on counting from one owner of a slot to the next. `counts` and `dropped` are
 * totals of the slot over all its owners.
 */
#include "event/ring.h"

#include "event/layout.h"

/* A program of hundreds of threads is not to cost hundreds of whole rings. */
#define WARM_SLOTS 16u
#define WARM_BYTES (256u * 1024)

static int find_slot(struct region *region);
static bool take(struct ring *ring);
static size_t warm_bytes(const struct region *region, uint32_t slot);

int ring_claim(struct region *region, uint32_t pid, uint32_t tid)
{
    int slot = find_slot(region);
    if (slot < 0) {
        atomic_fetch_add(&region->unseen, 1);
        return -1;
    }
    struct ring *ring = &region->rings[slot];
    ring->dropped_since = 0;
    atomic_store(&ring->pid, pid);
    atomic_store(&ring->tid, tid);
    atomic_store(&ring->at_gate, 0);
    /* The last owner may have been killed between its reservation and its event, or have written
     * nonsense here. The slot is free, so it was drained, and the reader looks at the generation
     * first. */
    atomic_store(&ring->reserved, atomic_load(&ring->head));
    atomic_store(&ring->tail, atomic_load(&ring->head));
    atomic_fetch_add(&ring->generation, 1);
    ring_warm((char *)layout_records(region, (uint32_t)slot), warm_bytes(region, (uint32_t)slot));
    return slot;
}

void ring_leave(struct ring *ring)
{
    uint32_t live = RING_LIVE;
    (void)atomic_compare_exchange_strong(&ring->state, &live, RING_LEAVING); /* or it has left */
}

/* A slot that was used before is warm: it is preferred to a new one. */
static int find_slot(struct region *region)
{
    for (;;) {
        uint32_t used = atomic_load(&region->next_slot);
        if (used > RING_SLOTS)
            used = RING_SLOTS;
        for (uint32_t slot = 0; slot < used; slot++)
            if (take(&region->rings[slot]))
                return (int)slot;
        if (used == RING_SLOTS)
            return -1;
        if (atomic_compare_exchange_strong(&region->next_slot, &used, used + 1) &&
            take(&region->rings[used]))
            return (int)used;
    }
}

static bool take(struct ring *ring)
{
    uint32_t free = RING_FREE;
    return atomic_load_explicit(&ring->state, memory_order_relaxed) == RING_FREE &&
           atomic_compare_exchange_strong(&ring->state, &free, RING_LIVE);
}

static size_t warm_bytes(const struct region *region, uint32_t slot)
{
    size_t all = layout_ring_bytes(region);
    return slot < WARM_SLOTS || all < WARM_BYTES ? all : WARM_BYTES;
}
