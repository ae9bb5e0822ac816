/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random schedules with a stated probability (Burckhardt, Kothari, Musuvathi, Nagarakatte: "A
 * randomized scheduler with probabilistic guarantees of finding bugs", 2010). Each thread has a
 * random priority, and of those that can go on the first makes the step; at a few random steps the
 * thread whose turn it would be falls behind all others. A failure that needs d steps in a certain
 * order is found by one run with d - 1 such falls with a probability of 1 / (n * k^(d - 1)) or
 * more, for n threads and k steps; toss a coin at each step, and it is exponentially small.
 *
 * d is 1, 2, 3 in turn. n and k are learned on the way, and only runs that knew them are counted.
 */
#include "explore/report/report.h"
#include "explore/search/record.h"
#include "explore/search/schedule.h"
#include "explore/search/search.h"

static uint64_t state, left;
static uint32_t falls[VERDICT_ORDERS - 1]; /* steps, from 1; the last is the lowest to fall to */
static uint32_t fall_count;
static uint64_t priorities[2 * THREADS]; /* 0 not drawn yet; behind: of the signals of each */
static bool is_planned;

static uint64_t draw(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static void begin(void)
{
    state = (verdict->request.seed + ((uint64_t)verdict->request.shard << 32)) *
                UINT64_C(0x9e3779b97f4a7c15) +
            UINT64_C(0x2545f4914f6cdd1d);
    left = verdict->request.random_executions;
    if (left == 0)
        left = UINT64_MAX;
    verdict->random = (struct verdict_random){.threads = 1, .steps = 1};
    is_planned = false;
    fall_count = VERDICT_ORDERS - 1;
}

static void plan(void)
{
    fall_count = (fall_count + 1) % VERDICT_ORDERS;
    for (uint32_t i = 0; i < fall_count; i++)
        falls[i] = 1 + (uint32_t)(draw() % verdict->random.steps);
    for (uint32_t i = 0; i < 2 * THREADS; i++)
        priorities[i] = 0;
    is_planned = true;
}

static struct thread *first_ready(void)
{
    struct thread *first = NULL;
    for (uint32_t i = 0; i < engine.count; i++) {
        if (priorities[i] == 0)
            priorities[i] = VERDICT_ORDERS + (draw() >> 1);
        if (engine_is_ready(&engine.threads[i]) &&
            (!first || priorities[i] > priorities[first->index]))
            first = &engine.threads[i];
    }
    return first;
}

/* The signals of a thread are taken as if by another that does nothing else. */
static uint64_t *priority_of(struct choice choice)
{
    uint64_t *priority = &priorities[choice.thread + (choice.signal ? THREADS : 0)];
    if (*priority == 0)
        *priority = VERDICT_ORDERS + (draw() >> 1);
    return priority;
}

static struct thread *next_while_pending(struct thread *me)
{
    const struct choice *choices;
    uint32_t count = search_choices(me, &choices), first = 0;
    if (count == 0)
        return NULL;
    for (uint32_t round = 0; round <= fall_count; round++) {
        first = 0;
        for (uint32_t i = 1; i < count; i++)
            if (*priority_of(choices[i]) > *priority_of(choices[first]))
                first = i;
        if (round < fall_count && falls[round] == engine.depth + 1)
            *priority_of(choices[first]) = VERDICT_ORDERS - 1 - round;
    }
    return search_take(choices[first]);
}

static struct thread *next(struct thread *me)
{
    if (engine.depth < schedule_count)
        return schedule_next();
    if (!is_planned)
        plan();
    struct thread *thread = engine.pending ? next_while_pending(me) : first_ready();
    for (uint32_t i = 0; !engine.pending && thread && i < fall_count; i++)
        if (falls[i] == engine.depth + 1) {
            priorities[thread->index] = VERDICT_ORDERS - 1 - i;
            thread = first_ready();
        }
    if (!thread)
        search_stuck();
    return thread;
}

/* What was guessed too low promised nothing. */
static void count(void)
{
    struct verdict_random *random = &verdict->random;
    uint32_t threads = engine.has_signals ? 2 * engine.count : engine.count;
    if (threads > random->threads || engine.depth > random->steps) {
        random->threads = threads > random->threads ? threads : random->threads;
        random->steps = engine.depth > random->steps ? engine.depth : random->steps;
        for (uint32_t i = 0; i < VERDICT_ORDERS; i++)
            random->runs[i] = 0;
    } else {
        random->runs[fall_count]++;
    }
}

static bool advance(void)
{
    count();
    is_planned = false;
    record_pop(0);
    engine.fixed = 0;
    return --left > 0;
}

const struct search search_random = {
    .mode = MODE_RANDOM, .begin = begin, .next = next, .advance = advance};
