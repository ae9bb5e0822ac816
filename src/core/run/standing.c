/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is at the gate says so himself, in the shared region. Who is not is looked up in /proc, and
 * twice: if he slept both times without having run in between, and nobody else ran, nobody was
 * there to wake him. A child that is being forked has no ring yet: the region counts it before.
 */
#include "core/run/standing.h"

#include <stdlib.h>

#include "core/base/text.h"
#include "core/process/asleep.h"

void standing_release(struct standing *standing)
{
    free(standing->players);
    *standing = (struct standing){0};
}

struct player *standing_current(const struct standing *standing)
{
    return standing->current > 0 ? &standing->players[standing->current - 1] : NULL;
}

static bool is_known(const struct standing *standing, uint32_t slot, uint32_t generation)
{
    for (size_t i = 0; i < standing->count; i++)
        if (standing->players[i].slot == slot && standing->players[i].generation == generation)
            return true;
    return false;
}

unsigned standing_meet(struct standing *standing, struct region *region)
{
    uint32_t slots = atomic_load(&region->next_slot), processes = 0;
    for (uint32_t i = 0; i < slots && i < RING_SLOTS; i++) {
        const struct ring *ring = &region->rings[i];
        uint32_t generation = atomic_load(&ring->generation);
        if (atomic_load(&ring->state) != RING_LIVE || generation == 0)
            continue;
        uint32_t pid = atomic_load(&ring->pid), tid = atomic_load(&ring->tid);
        processes += pid == tid;
        if (is_known(standing, i, generation))
            continue;
        GROW(standing->players, standing->count, standing->capacity);
        standing->players[standing->count++] = (struct player){
            .slot = i, .generation = generation, .pid = pid, .tid = tid, .seen = SEEN_MOVING};
    }
    uint32_t counted = atomic_load(&region->processes);
    return counted > processes ? counted - processes : 0;
}

enum seen standing_see(const struct gatekeeper *keeper, struct player *player)
{
    const struct ring *ring = &keeper->region->rings[player->slot];
    if (player->seen == SEEN_GONE || atomic_load(&ring->generation) != player->generation ||
        atomic_load(&ring->state) != RING_LIVE)
        return SEEN_GONE;
    if (gatekeeper_hears(keeper, player->slot, &player->next))
        return SEEN_AT_GATE;
    if (gatekeeper_is_waiting(keeper, player->slot))
        return SEEN_MOVING; /* let go, and not awake yet */
    struct sleeper sleeper;
    enum asleep_nap nap = asleep_look(&sleeper, player->pid, player->tid);
    if (nap == ASLEEP_GONE)
        return SEEN_GONE;
    bool has_run = sleeper.switches != player->switches;
    player->switches = sleeper.switches;
    if (nap == ASLEEP_NOT || gatekeeper_is_waiting(keeper, player->slot) || has_run)
        return SEEN_MOVING;
    return nap == ASLEEP_FOR_OTHERS ? SEEN_FOR_EVER : SEEN_ASLEEP;
}

bool standing_look(struct standing *standing, const struct gatekeeper *keeper)
{
    bool stand_still = true;
    for (size_t i = 0; i < standing->count; i++) {
        struct player *player = &standing->players[i];
        player->seen = standing_see(keeper, player);
        stand_still = stand_still && player->seen != SEEN_MOVING;
    }
    return stand_still;
}
