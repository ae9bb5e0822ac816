/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Does everybody stand still? Who is at the gate stays there. Who is not is looked up in /proc, and
 * twice: if he slept both times without having run in between, and nobody else ran, nobody was
 * there to wake him. A child that is being forked has no ring yet: the region counts it before.
 */
#include "core/run/conductor.h"

#include <stdlib.h>

#include "core/base/text.h"
#include "core/process/asleep.h"

enum {
    FAIR_STEPS = 100, /* so many in a row while others could: whoever spins, waits for another */
    RANDOM_FALLS = 2, /* of plans at random: how often the first falls to the last place */
};

/* Whoever computes for so long, or has not come to life, is not waited for. */
static const uint64_t patience_ns = 150000000;
/* Everybody has slept for so long: it is not between two things. */
static const uint64_t stuck_ns = 40000000;

enum seen { SEEN_AT_GATE, SEEN_MOVING, SEEN_ASLEEP, SEEN_FOR_EVER, SEEN_GONE };

struct lane {
    uint32_t slot, generation, pid, tid;
    uint64_t priority; /* of plans at random: the highest goes */
    uint64_t switches; /* at the last look */
    unsigned steps;
    enum event_kind next;
    enum seen seen;
};

struct conductor {
    struct conductor_plan plan;
    struct region *region;
    struct gatekeeper *keeper;
    struct lane *lanes; /* in the order of their births */
    size_t count, capacity;
    struct lane *current; /* whoever went last; NULL: nobody */
    unsigned choices, in_a_row, falls;
    uint64_t moved_ns; /* the last permit */
    uint64_t still_ns; /* since then all sleep; 0: they do not */
    bool is_stuck;
};

struct conductor *conductor_new(const struct conductor_plan *plan, struct region *region,
                                struct gatekeeper *keeper)
{
    struct conductor *conductor = xcalloc(1, sizeof(*conductor));
    conductor->plan = *plan;
    conductor->region = region;
    conductor->keeper = keeper;
    gatekeeper_be_conducted(keeper);
    return conductor;
}

void conductor_free(struct conductor *conductor)
{
    if (!conductor)
        return;
    free(conductor->lanes);
    free(conductor);
}

/* --- who is where ----------------------------------------------------------------------------- */

/* The number of a thing in a plan: any, but always the same. */
static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t x = a * 0x9e3779b97f4a7c15u + b * 0xd1b54a32d192ed03u + 0x2545f4914f6cdd1du;
    x = (x ^ (x >> 31)) * 0xbf58476d1ce4e5b9u;
    return x ^ (x >> 29);
}

static struct lane *lane_of(struct conductor *conductor, uint32_t slot, uint32_t generation)
{
    for (size_t i = 0; i < conductor->count; i++)
        if (conductor->lanes[i].slot == slot && conductor->lanes[i].generation == generation)
            return &conductor->lanes[i];
    return NULL;
}

static void meet(struct conductor *conductor, uint32_t slot, uint32_t generation)
{
    const struct ring *ring = &conductor->region->rings[slot];
    size_t current = conductor->current ? (size_t)(conductor->current - conductor->lanes) : 0;
    GROW(conductor->lanes, conductor->count, conductor->capacity);
    if (conductor->current)
        conductor->current = &conductor->lanes[current];
    struct lane *lane = &conductor->lanes[conductor->count++];
    *lane = (struct lane){.slot = slot,
                          .generation = generation,
                          .pid = atomic_load(&ring->pid),
                          .tid = atomic_load(&ring->tid),
                          .priority = mix(conductor->plan.number, conductor->count) | 1u << 8};
}

/* New ones are met; a slot that another has now is nobody's any more. Returns how many processes
 * are counted but have no ring yet. */
static unsigned meet_all(struct conductor *conductor)
{
    uint32_t slots = atomic_load(&conductor->region->next_slot), processes = 0;
    for (uint32_t i = 0; i < slots && i < RING_SLOTS; i++) {
        const struct ring *ring = &conductor->region->rings[i];
        uint32_t generation = atomic_load(&ring->generation);
        if (atomic_load(&ring->state) != RING_LIVE || generation == 0)
            continue;
        processes += atomic_load(&ring->pid) == atomic_load(&ring->tid);
        if (!lane_of(conductor, i, generation))
            meet(conductor, i, generation);
    }
    uint32_t counted = atomic_load(&conductor->region->processes);
    return counted > processes ? counted - processes : 0;
}

static enum seen see(struct conductor *conductor, struct lane *lane)
{
    const struct ring *ring = &conductor->region->rings[lane->slot];
    if (lane->seen == SEEN_GONE || atomic_load(&ring->generation) != lane->generation ||
        atomic_load(&ring->state) != RING_LIVE)
        return SEEN_GONE;
    if (gatekeeper_is_ready(conductor->keeper, lane->slot))
        return SEEN_AT_GATE;
    if (gatekeeper_is_waiting(conductor->keeper, lane->slot))
        return SEEN_MOVING; /* there, but not told yet; or let go, and not awake yet */
    struct sleeper sleeper;
    enum asleep_nap nap = asleep_look(&sleeper, lane->pid, lane->tid);
    if (nap == ASLEEP_GONE)
        return SEEN_GONE;
    bool has_run = sleeper.switches != lane->switches;
    lane->switches = sleeper.switches;
    if (nap == ASLEEP_NOT || gatekeeper_is_waiting(conductor->keeper, lane->slot) || has_run)
        return SEEN_MOVING;
    return nap == ASLEEP_FOR_OTHERS ? SEEN_FOR_EVER : SEEN_ASLEEP;
}

/* True: nobody is on his way. Whoever went last is the one who most probably is. */
static bool look(struct conductor *conductor)
{
    bool stand_still = true;
    for (size_t i = 0; i < conductor->count; i++) {
        struct lane *lane = &conductor->lanes[i];
        lane->seen = see(conductor, lane);
        stand_still = stand_still && lane->seen != SEEN_MOVING;
    }
    return stand_still;
}

static bool is_moving(struct conductor *conductor, uint64_t now_ns)
{
    struct lane *current = conductor->current;
    bool is_due = conductor->moved_ns && now_ns > conductor->moved_ns + patience_ns;
    return current && !is_due && see(conductor, current) == SEEN_MOVING;
}

/* --- who goes --------------------------------------------------------------------------------- */

static bool is_ready(const struct lane *lane)
{
    return lane->seen == SEEN_AT_GATE;
}

static struct lane *oldest(struct conductor *conductor, const struct lane *but)
{
    for (size_t i = 0; i < conductor->count; i++)
        if (is_ready(&conductor->lanes[i]) && &conductor->lanes[i] != but)
            return &conductor->lanes[i];
    return NULL;
}

static struct lane *youngest(struct conductor *conductor, const struct lane *but)
{
    for (size_t i = conductor->count; i-- > 0;)
        if (is_ready(&conductor->lanes[i]) && &conductor->lanes[i] != but)
            return &conductor->lanes[i];
    return NULL;
}

/* The next after the current one, round in a circle. */
static struct lane *next_one(struct conductor *conductor)
{
    size_t at = (size_t)(conductor->current - conductor->lanes);
    for (size_t i = 1; i < conductor->count; i++) {
        struct lane *lane = &conductor->lanes[(at + i) % conductor->count];
        if (is_ready(lane))
            return lane;
    }
    return NULL;
}

static struct lane *highest(struct conductor *conductor)
{
    struct lane *best = NULL;
    for (size_t i = 0; i < conductor->count; i++)
        if (is_ready(&conductor->lanes[i]) &&
            (!best || conductor->lanes[i].priority > best->priority))
            best = &conductor->lanes[i];
    return best;
}

/* What is told of by itself, or only begins, is no place to put anybody aside. */
static bool is_choice(enum event_kind next)
{
    return next != K_PRINT && next != K_FORK_CHILD;
}

static unsigned greatest_divisor(unsigned a, unsigned b)
{
    while (b != 0) {
        unsigned rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* The i-th of n places, so that the first ones are spread over all. */
static unsigned spread(unsigned i, unsigned n)
{
    unsigned stride = (unsigned)((double)n * 0.618) | 1u;
    while (greatest_divisor(stride, n) != 1)
        stride++;
    return (unsigned)((uint64_t)i * stride % n);
}

/* The plans from 3 on, in turn; two of four put aside once. */
enum sort { SORT_ONCE, SORT_SAME_PLACE, SORT_ONCE_MORE, SORT_RANDOM, SORTS, SORT_FIXED };

static enum sort sort_of(unsigned number)
{
    return number < 3 ? SORT_FIXED : (enum sort)((number - 3) % SORTS);
}

static bool is_random(unsigned number)
{
    return sort_of(number) == SORT_RANDOM;
}

/* Everybody is let go to his own step number i, and waits there for all others. */
static struct lane *wait_at_same_place(struct conductor *conductor, unsigned i)
{
    if (conductor->current->steps < i)
        return NULL;
    for (size_t k = 0; k < conductor->count; k++)
        if (is_ready(&conductor->lanes[k]) && conductor->lanes[k].steps < i)
            return &conductor->lanes[k];
    return NULL;
}

static struct lane *put_aside_once(struct conductor *conductor, unsigned choice, unsigned i)
{
    unsigned n = conductor->plan.length.choices;
    if (choice == spread(i % n, n))
        return i / n % 2 == 0 ? oldest(conductor, conductor->current)
                              : youngest(conductor, conductor->current);
    if (i / n >= 2 && choice == mix(conductor->plan.number, 7) % n)
        return next_one(conductor);
    return NULL;
}

/* Whom a plan prefers to the current one, who could go on; NULL: it goes on. */
static struct lane *put_aside(struct conductor *conductor, unsigned choice)
{
    const struct conductor_plan *plan = &conductor->plan;
    unsigned round = (plan->number - 3) / SORTS;
    if (plan->number == 2)
        return next_one(conductor);
    if (plan->number < 3 || plan->length.choices == 0 || plan->length.own == 0)
        return NULL;
    switch (sort_of(plan->number)) {
    case SORT_ONCE:
        return put_aside_once(conductor, choice, 2 * round);
    case SORT_ONCE_MORE:
        return put_aside_once(conductor, choice, 2 * round + 1);
    case SORT_SAME_PLACE:
        return wait_at_same_place(conductor,
                                  1 + spread(round % plan->length.own, plan->length.own));
    default:
        return NULL;
    }
}

static void fall(struct conductor *conductor, struct lane *lane)
{
    conductor->falls++;
    lane->priority = 0xff - (conductor->falls & 0x7f);
}

/* Who comes to the gate next is anybody's guess: finds what needs many to be somewhere at once. */
static struct lane *walk(struct conductor *conductor, unsigned choice)
{
    uint64_t dice = mix(conductor->plan.number, 1000 + choice);
    struct lane *current = conductor->current;
    if (choice == UINT32_MAX || dice % 4 != 0) /* one in four is put aside */
        return current && is_ready(current) ? current : oldest(conductor, NULL);
    struct lane *lane = current;
    for (uint64_t i = 0; i <= dice / 4 % conductor->count; i++) {
        conductor->current = lane;
        lane = next_one(conductor);
    }
    conductor->current = current;
    return lane;
}

static struct lane *choose_at_random(struct conductor *conductor, unsigned choice)
{
    if (conductor->plan.number / SORTS % 2 == 0)
        return walk(conductor, choice);
    unsigned n = conductor->plan.length.choices ? conductor->plan.length.choices : 1;
    for (unsigned i = 0; i < RANDOM_FALLS; i++)
        if (conductor->current && choice == mix(conductor->plan.number, 100 + i) % n)
            fall(conductor, conductor->current);
    return highest(conductor);
}

static struct lane *choose(struct conductor *conductor)
{
    struct lane *current = conductor->current;
    bool can_go_on = current && is_ready(current);
    if (can_go_on && !oldest(conductor, current))
        return current;
    bool is_spinning = conductor->in_a_row >= FAIR_STEPS || (can_go_on && current->next == K_YIELD);
    if (can_go_on && is_spinning && is_random(conductor->plan.number))
        fall(conductor, current);
    else if (can_go_on && is_spinning)
        return next_one(conductor);
    /* A number that no plan looks for, where nothing can be chosen. */
    bool chooses = can_go_on && is_choice(current->next);
    unsigned choice = chooses ? conductor->choices++ : UINT32_MAX;
    if (is_random(conductor->plan.number))
        return choose_at_random(conductor, choice);
    if (conductor->plan.number == 1)
        return youngest(conductor, NULL);
    struct lane *other = chooses ? put_aside(conductor, choice) : NULL;
    return other ? other : can_go_on ? current : oldest(conductor, NULL);
}

static bool is_stuck(const struct conductor *conductor)
{
    bool is_anybody_left = false;
    for (size_t i = 0; i < conductor->count; i++) {
        enum seen seen = conductor->lanes[i].seen;
        if (seen != SEEN_GONE && seen != SEEN_FOR_EVER)
            return false;
        is_anybody_left = is_anybody_left || seen == SEEN_FOR_EVER;
    }
    return is_anybody_left;
}

static bool let_go(struct conductor *conductor, struct lane *lane, uint64_t now_ns,
                   struct conductor_switch *out)
{
    const struct lane *last = conductor->current;
    bool is_switch = last && last != lane && is_ready(last);
    if (is_switch)
        *out = (struct conductor_switch){last->pid, last->tid, lane->pid, lane->tid};
    conductor->in_a_row = lane == last ? conductor->in_a_row + 1 : 0;
    conductor->current = lane;
    conductor->moved_ns = now_ns;
    conductor->still_ns = 0;
    lane->seen = SEEN_MOVING;
    lane->steps++;
    gatekeeper_permit(conductor->keeper, lane->slot);
    return is_switch;
}

bool conductor_turn(struct conductor *conductor, uint64_t now_ns, struct conductor_switch *out)
{
    if (is_moving(conductor, now_ns))
        return false; /* the usual case, and not worth more */
    unsigned unborn = meet_all(conductor);
    bool stand_still = look(conductor) && unborn == 0 && look(conductor);
    bool is_impatient = conductor->moved_ns && now_ns > conductor->moved_ns + patience_ns;
    if (!stand_still && !is_impatient) {
        conductor->still_ns = 0;
        return false;
    }
    struct lane *lane = choose(conductor);
    if (lane)
        return let_go(conductor, lane, now_ns, out);
    if (!stand_still || !is_stuck(conductor))
        conductor->still_ns = 0;
    else if (conductor->still_ns == 0)
        conductor->still_ns = now_ns;
    conductor->is_stuck = conductor->still_ns && now_ns > conductor->still_ns + stuck_ns;
    return false;
}

void conductor_told(struct conductor *conductor, uint32_t slot, enum event_kind kind)
{
    struct lane *lane =
        lane_of(conductor, slot, atomic_load(&conductor->region->rings[slot].generation));
    if (lane)
        lane->next = kind;
}

bool conductor_is_stuck(const struct conductor *conductor)
{
    return conductor->is_stuck;
}

struct conductor_length conductor_length(const struct conductor *conductor)
{
    struct conductor_length length = {.choices = conductor->choices};
    for (size_t i = 0; i < conductor->count; i++)
        if (conductor->lanes[i].steps > length.own)
            length.own = conductor->lanes[i].steps;
    return length;
}
