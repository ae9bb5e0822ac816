/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/run/gatekeeper.h"

#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Should the announcement have been lost (its ring was full), the lane can be stepped all the same.
 */
static const uint64_t patience_ns = 200000000;

static void wake(struct ring *ring)
{
    /* whoever waits sits in another process: a shared futex; nobody there is no error */
    (void)syscall(SYS_futex, &ring->permits, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

static uint32_t gate_state(const struct gatekeeper *keeper)
{
    return keeper->is_conducted                     ? GATE_SHARED
           : keeper->is_paused || keeper->speed > 0 ? GATE_CLOSED
                                                    : GATE_OPEN;
}

/* Closed or open, as pause and speed have it. Opening wakes all who wait. */
static void settle(struct gatekeeper *keeper)
{
    uint32_t state = gate_state(keeper);
    atomic_store_explicit(&keeper->region->gate, state, memory_order_release);
    if (state != GATE_OPEN)
        return;
    for (uint32_t i = 0; i < RING_SLOTS; i++) {
        gatekeeper_permit(keeper, i);
        keeper->is_told[i] = keeper->passes[i] = false;
    }
}

void gatekeeper_init(struct gatekeeper *keeper, struct region *region, bool is_paused, double speed)
{
    *keeper = (struct gatekeeper){.region = region, .is_paused = is_paused, .speed = speed};
    settle(keeper);
}

void gatekeeper_be_conducted(struct gatekeeper *keeper)
{
    keeper->is_conducted = true;
    settle(keeper);
}

void gatekeeper_pause(struct gatekeeper *keeper)
{
    keeper->is_paused = true;
    settle(keeper);
}

void gatekeeper_resume(struct gatekeeper *keeper)
{
    keeper->is_paused = false;
    settle(keeper);
}

void gatekeeper_speed(struct gatekeeper *keeper, double speed)
{
    keeper->speed = speed;
    settle(keeper);
}

bool gatekeeper_is_waiting(const struct gatekeeper *keeper, uint32_t slot)
{
    return atomic_load_explicit(&keeper->region->rings[slot].at_gate, memory_order_acquire) != 0;
}

void gatekeeper_told(struct gatekeeper *keeper, uint32_t slot, enum gate_step step)
{
    keeper->is_told[slot] = gate_state(keeper) != GATE_OPEN; /* else it has not stopped */
    keeper->passes[slot] = keeper->is_told[slot] && step == STEP_PASSES;
}

static bool is_late(const struct gatekeeper *keeper, uint32_t slot)
{
    return keeper->since_ns[slot] && keeper->now_ns > keeper->since_ns[slot] + patience_ns;
}

/* It announces a step before it sets at_gate, and has read `permits` before that: from then on a
 * permit is for this step, although it may be some time before it is there. */
static bool has_announced(const struct gatekeeper *keeper, uint32_t slot)
{
    struct event event;
    uint64_t head = ring_newest(keeper->region, slot, &event);
    return head != keeper->heads[slot] && event.flags & EVENT_AT_GATE;
}

bool gatekeeper_is_ready(const struct gatekeeper *keeper, uint32_t slot)
{
    bool is_there = gatekeeper_is_waiting(keeper, slot);
    if (keeper->is_told[slot])
        return is_there || has_announced(keeper, slot);
    return is_there && is_late(keeper, slot);
}

void gatekeeper_permit(struct gatekeeper *keeper, uint32_t slot)
{
    struct ring *ring = &keeper->region->rings[slot];
    if (!gatekeeper_is_waiting(keeper, slot) && !has_announced(keeper, slot))
        return;
    keeper->arrived[slot] = keeper->since_ns[slot] = 0;
    keeper->is_told[slot] = keeper->passes[slot] = false;
    keeper->heads[slot] = atomic_load_explicit(&ring->head, memory_order_acquire);
    atomic_fetch_add_explicit(&ring->permits, 1, memory_order_release);
    wake(ring);
}

/* It clears at_gate when it wakes, and announces the next step before it sets it: where something
 * new stands in its ring, it has been away. */
bool gatekeeper_hears(const struct gatekeeper *keeper, uint32_t slot, enum event_kind *next)
{
    struct event event;
    if (!gatekeeper_is_waiting(keeper, slot))
        return false;
    uint64_t head = ring_newest(keeper->region, slot, &event);
    bool is_heard = head != keeper->heads[slot] && event.flags & EVENT_AT_GATE;
    *next = is_heard ? (enum event_kind)event.kind : K_NONE;
    bool has_lost = atomic_load(&keeper->region->rings[slot].dropped) > 0;
    return is_heard || (has_lost && is_late(keeper, slot));
}

void gatekeeper_turn(struct gatekeeper *keeper, uint64_t now_ns)
{
    /* the gate's word is ours, whatever a program gone wild has written there */
    uint32_t state = gate_state(keeper);
    atomic_store_explicit(&keeper->region->gate, state, memory_order_release);
    keeper->now_ns = now_ns;
    uint32_t first = RING_SLOTS;
    for (uint32_t i = 0; i < RING_SLOTS; i++) {
        if (!gatekeeper_is_waiting(keeper, i)) {
            keeper->arrived[i] = keeper->since_ns[i] = 0;
            continue;
        }
        if (state == GATE_CLOSED && keeper->passes[i]) {
            gatekeeper_permit(keeper, i);
            continue;
        }
        if (keeper->arrived[i] == 0) {
            keeper->arrived[i] = ++keeper->arrivals;
            keeper->since_ns[i] = now_ns;
        }
        if (!gatekeeper_is_ready(keeper, i))
            continue;
        if (first == RING_SLOTS || keeper->arrived[i] < keeper->arrived[first])
            first = i;
    }
    if (keeper->is_conducted || keeper->is_paused || keeper->speed <= 0 || first == RING_SLOTS ||
        now_ns < keeper->next_ns)
        return;
    gatekeeper_permit(keeper, first);
    keeper->next_ns = now_ns + (uint64_t)(1e9 / keeper->speed);
}
