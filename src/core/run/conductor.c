/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Does everybody stand still (standing.h)? Then who goes (plan.h)? And is anybody left who can?
 */
#include "core/run/conductor.h"

#include <stdlib.h>

#include "core/base/text.h"

/* Whoever computes for so long, or has not come to life, is not waited for. */
static const uint64_t patience_ns = 150000000;
/* Everybody has slept for so long: it is not between two things. */
static const uint64_t stuck_ns = 40000000;
/* A step takes some microseconds: for so long it is worth looking again at once. */
static const uint64_t step_ns = 150000;

struct conductor {
    struct region *region;
    struct gatekeeper *keeper;
    struct standing standing;
    struct planner planner;
    unsigned in_a_row;
    uint64_t moved_ns; /* the last permit */
    uint64_t still_ns; /* since then all sleep; 0: they do not */
    bool is_stuck;
};

struct conductor *conductor_new(const struct conductor_plan *plan, struct region *region,
                                struct gatekeeper *keeper)
{
    struct conductor *conductor = xcalloc(1, sizeof(*conductor));
    conductor->planner.plan = *plan;
    conductor->region = region;
    conductor->keeper = keeper;
    gatekeeper_be_conducted(keeper);
    return conductor;
}

void conductor_free(struct conductor *conductor)
{
    if (!conductor)
        return;
    standing_release(&conductor->standing);
    free(conductor);
}

/* Whoever went last is the one who most probably is on his way. */
static bool is_moving(struct conductor *conductor, uint64_t now_ns)
{
    struct player *current = standing_current(&conductor->standing);
    bool is_due = conductor->moved_ns && now_ns > conductor->moved_ns + patience_ns;
    return current && !is_due && standing_see(conductor->keeper, current) == SEEN_MOVING;
}

static bool is_stuck(const struct standing *standing)
{
    bool is_anybody_left = false;
    for (size_t i = 0; i < standing->count; i++) {
        enum seen seen = standing->players[i].seen;
        if (seen != SEEN_GONE && seen != SEEN_FOR_EVER)
            return false;
        is_anybody_left = is_anybody_left || seen == SEEN_FOR_EVER;
    }
    return is_anybody_left;
}

static bool let_go(struct conductor *conductor, struct player *player, uint64_t now_ns,
                   struct conductor_switch *out)
{
    struct standing *standing = &conductor->standing;
    const struct player *last = standing_current(standing);
    bool is_switch = last && last != player && last->seen == SEEN_AT_GATE;
    if (is_switch)
        *out = (struct conductor_switch){last->pid, last->tid, player->pid, player->tid};
    conductor->in_a_row = player == last ? conductor->in_a_row + 1 : 0;
    standing->current = (size_t)(player - standing->players) + 1;
    conductor->moved_ns = now_ns;
    conductor->still_ns = 0;
    player->seen = SEEN_MOVING;
    player->steps++;
    gatekeeper_permit(conductor->keeper, player->slot);
    return is_switch;
}

bool conductor_turn(struct conductor *conductor, uint64_t now_ns, struct conductor_switch *out)
{
    struct standing *standing = &conductor->standing;
    if (is_moving(conductor, now_ns))
        return false; /* the usual case, and not worth more */
    unsigned unborn = standing_meet(standing, conductor->region);
    bool stand_still = standing_look(standing, conductor->keeper) && unborn == 0 &&
                       standing_look(standing, conductor->keeper);
    bool is_impatient = conductor->moved_ns && now_ns > conductor->moved_ns + patience_ns;
    if (!stand_still && !is_impatient) {
        conductor->still_ns = 0;
        return false;
    }
    struct player *player = plan_choose(&conductor->planner, standing, conductor->in_a_row);
    if (player)
        return let_go(conductor, player, now_ns, out);
    if (!stand_still || !is_stuck(standing))
        conductor->still_ns = 0;
    else if (conductor->still_ns == 0)
        conductor->still_ns = now_ns;
    conductor->is_stuck = conductor->still_ns && now_ns > conductor->still_ns + stuck_ns;
    return false;
}

bool conductor_is_soon(const struct conductor *conductor, uint64_t now_ns)
{
    return conductor->moved_ns && now_ns < conductor->moved_ns + step_ns;
}

bool conductor_is_stuck(const struct conductor *conductor)
{
    return conductor->is_stuck;
}

struct conductor_length conductor_length(const struct conductor *conductor)
{
    struct conductor_length length = {.choices = conductor->planner.choices};
    for (size_t i = 0; i < conductor->standing.count; i++)
        if (conductor->standing.players[i].steps > length.own)
            length.own = conductor->standing.players[i].steps;
    return length;
}
