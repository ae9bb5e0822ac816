/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/run/plan.h"

enum {
    FAIR_STEPS = 100, /* so many in a row while others could: whoever spins, waits for another */
    RANDOM_FALLS = 2, /* of plans at random: how often the first falls to the last place */
};

/* The number of a thing in a plan: any, but always the same. */
static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t x = a * 0x9e3779b97f4a7c15u + b * 0xd1b54a32d192ed03u + 0x2545f4914f6cdd1du;
    x = (x ^ (x >> 31)) * 0xbf58476d1ce4e5b9u;
    return x ^ (x >> 29);
}

static bool is_ready(const struct player *player)
{
    return player->seen == SEEN_AT_GATE;
}

static struct player *oldest(const struct standing *standing, const struct player *but)
{
    for (size_t i = 0; i < standing->count; i++)
        if (is_ready(&standing->players[i]) && &standing->players[i] != but)
            return &standing->players[i];
    return NULL;
}

static struct player *youngest(const struct standing *standing, const struct player *but)
{
    for (size_t i = standing->count; i-- > 0;)
        if (is_ready(&standing->players[i]) && &standing->players[i] != but)
            return &standing->players[i];
    return NULL;
}

/* The next after this one, round in a circle. */
static struct player *next_one(const struct standing *standing, const struct player *from)
{
    size_t at = (size_t)(from - standing->players);
    for (size_t i = 1; i < standing->count; i++) {
        struct player *player = &standing->players[(at + i) % standing->count];
        if (is_ready(player))
            return player;
    }
    return NULL;
}

static struct player *highest(const struct standing *standing)
{
    struct player *best = NULL;
    for (size_t i = 0; i < standing->count; i++)
        if (is_ready(&standing->players[i]) &&
            (!best || standing->players[i].priority > best->priority))
            best = &standing->players[i];
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
static struct player *wait_at_same_place(const struct standing *standing, unsigned i)
{
    if (standing_current(standing)->steps < i)
        return NULL;
    for (size_t k = 0; k < standing->count; k++)
        if (is_ready(&standing->players[k]) && standing->players[k].steps < i)
            return &standing->players[k];
    return NULL;
}

static struct player *put_aside_once(const struct conductor_plan *plan,
                                     const struct standing *standing, unsigned choice, unsigned i)
{
    const struct player *current = standing_current(standing);
    unsigned n = plan->length.choices;
    if (choice == spread(i % n, n))
        return i / n % 2 == 0 ? oldest(standing, current) : youngest(standing, current);
    if (i / n >= 2 && choice == mix(plan->number, 7) % n)
        return next_one(standing, current);
    return NULL;
}

/* Whom a plan prefers to the current one, who could go on; NULL: it goes on. */
static struct player *put_aside(const struct conductor_plan *plan, const struct standing *standing,
                                unsigned choice)
{
    unsigned round = (plan->number - 3) / SORTS;
    if (plan->number == 2)
        return next_one(standing, standing_current(standing));
    if (plan->number < 3 || plan->length.choices == 0 || plan->length.own == 0)
        return NULL;
    switch (sort_of(plan->number)) {
    case SORT_ONCE:
        return put_aside_once(plan, standing, choice, 2 * round);
    case SORT_ONCE_MORE:
        return put_aside_once(plan, standing, choice, 2 * round + 1);
    case SORT_SAME_PLACE:
        return wait_at_same_place(standing, 1 + spread(round % plan->length.own, plan->length.own));
    default:
        return NULL;
    }
}

static void fall(struct planner *planner, struct player *player)
{
    planner->falls++;
    player->priority = 0xff - (planner->falls & 0x7f);
}

static void give_priorities(const struct planner *planner, struct standing *standing)
{
    for (size_t i = 0; i < standing->count; i++)
        if (standing->players[i].priority == 0)
            standing->players[i].priority = mix(planner->plan.number, i + 1) | 1u << 8;
}

/* Who comes to the gate next is anybody's guess: finds what needs many to be somewhere at once. */
static struct player *walk(const struct planner *planner, const struct standing *standing,
                           unsigned choice)
{
    uint64_t dice = mix(planner->plan.number, 1000 + choice);
    struct player *player = standing_current(standing);
    if (choice == UINT32_MAX || dice % 4 != 0) /* one in four is put aside */
        return player && is_ready(player) ? player : oldest(standing, NULL);
    for (uint64_t i = 0; i <= dice / 4 % standing->count; i++)
        player = next_one(standing, player);
    return player;
}

static struct player *choose_at_random(struct planner *planner, struct standing *standing,
                                       unsigned choice)
{
    const struct conductor_plan *plan = &planner->plan;
    struct player *current = standing_current(standing);
    if (plan->number / SORTS % 2 == 0)
        return walk(planner, standing, choice);
    unsigned n = plan->length.choices ? plan->length.choices : 1;
    for (unsigned i = 0; i < RANDOM_FALLS; i++)
        if (current && choice == mix(plan->number, 100 + i) % n)
            fall(planner, current);
    return highest(standing);
}

struct player *plan_choose(struct planner *planner, struct standing *standing, unsigned in_a_row)
{
    const struct conductor_plan *plan = &planner->plan;
    struct player *current = standing_current(standing);
    bool can_go_on = current && is_ready(current);
    give_priorities(planner, standing);
    if (can_go_on && !oldest(standing, current))
        return current;
    bool is_spinning = in_a_row >= FAIR_STEPS || (can_go_on && current->next == K_YIELD);
    if (can_go_on && is_spinning && is_random(plan->number))
        fall(planner, current);
    else if (can_go_on && is_spinning)
        return next_one(standing, current);
    /* A number that no plan looks for, where nothing can be chosen. */
    bool chooses = can_go_on && is_choice(current->next);
    unsigned choice = chooses ? planner->choices++ : UINT32_MAX;
    if (is_random(plan->number))
        return choose_at_random(planner, standing, choice);
    if (plan->number == 1)
        return youngest(standing, NULL);
    struct player *other = chooses ? put_aside(plan, standing, choice) : NULL;
    return other ? other : can_go_on ? current : oldest(standing, NULL);
}
