/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Schedules that are fair, for a livelock that shows only when threads keep in step: to come upon
 * it by few preemptions takes too many of them. First each thread makes a few steps, so that they
 * stand apart; then they take turns, each one round of its loop, or a few steps. Each of these is
 * tried, and then some that stand apart by chance. Of what is found the way with the fewest
 * preemptions is kept; nothing that is not found is thereby shown not to be there.
 */
#include "explore/report/report.h"
#include "explore/search/record.h"
#include "explore/search/schedule.h"
#include "explore/search/search.h"

#define APART      10u   /* steps that all make at first */
#define TURNS      5u    /* lengths of a turn: one round, 1, 2, 3, 4 steps */
#define BY_CHANCE  150u  /* executions */
#define ROUND_MOST 100u  /* steps of a turn */
#define STEPS_MOST 4000u /* of an execution */

static uint32_t number; /* of the execution */
static uint64_t state;
static uint32_t apart[THREADS], turn_steps; /* 0: one round */
static uint32_t made_steps;                 /* of this turn */
static uint64_t turn_where, turn_address;   /* where it began */
static int turn_of;

static uint32_t draw(uint32_t below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33) % below;
}

static void plan(void)
{
    bool is_chance = number >= APART * TURNS;
    turn_steps = is_chance ? draw(TURNS) : number % TURNS;
    for (uint32_t i = 0; i < THREADS; i++)
        apart[i] = is_chance ? 1 + draw(2 * APART) : 1 + number / TURNS;
    turn_of = NOBODY;
}

static void begin(void)
{
    number = 0;
    state = 1;
    plan();
}

static void begin_turn(const struct thread *thread)
{
    turn_of = thread->index;
    made_steps = 0;
    turn_where = thread->op.where;
    turn_address = thread->op.address;
}

static bool all_stand_apart(void)
{
    for (uint32_t i = 1; i < engine.count; i++)
        if (engine.threads[i].steps < apart[i] && engine_is_ready(&engine.threads[i]))
            return false;
    return true;
}

static bool has_turn(struct thread *thread)
{
    if (!engine_is_ready(thread) || made_steps >= ROUND_MOST)
        return false;
    if (thread->index > 0 && thread->steps < apart[thread->index])
        return true;
    if (thread->index > 0 && thread->steps == apart[thread->index] && made_steps > 0) {
        if (!all_stand_apart())
            return false;
        begin_turn(thread); /* the last goes on: one switch less */
    }
    if (turn_steps > 0)
        return made_steps < turn_steps;
    return made_steps == 0 || thread->op.where != turn_where || thread->op.address != turn_address;
}

static struct thread *next_in_turn(void)
{
    for (uint32_t i = 1; i <= engine.count; i++) {
        struct thread *thread = &engine.threads[((uint32_t)turn_of + i) % engine.count];
        if (engine_is_ready(thread))
            return thread;
    }
    return NULL;
}

static struct thread *next(struct thread *me)
{
    if (engine.depth < schedule_count)
        return schedule_next();
    if (engine.depth >= STEPS_MOST) {
        engine.ending = END_PRUNED;
        return NULL;
    }
    if (engine.pending > 0) { /* signals are taken at once */
        struct thread *taker = search_default(me, 0);
        if (!taker)
            search_stuck();
        return taker;
    }
    if (turn_of == NOBODY)
        turn_of = me->index;
    struct thread *thread = &engine.threads[turn_of];
    if (!has_turn(thread)) {
        thread = next_in_turn();
        if (!thread) {
            search_stuck();
            return NULL;
        }
        begin_turn(thread);
    }
    made_steps++;
    return thread;
}

/* How often something comes out is told by a search that goes through all there is. */
static bool counts(void)
{
    if (engine.ending == END_LIVELOCK || engine.ending == END_FAILED ||
        engine.ending == END_DEADLOCK)
        atomic_fetch_add_explicit(&verdict->progress.executions, 1, memory_order_relaxed);
    return false;
}

static bool advance(void)
{
    record_pop(0);
    engine.fixed = 0;
    number++;
    plan();
    return number < APART * TURNS + BY_CHANCE;
}

const struct search search_fair = {
    .mode = MODE_FAIR, .begin = begin, .next = next, .counts = counts, .advance = advance};
