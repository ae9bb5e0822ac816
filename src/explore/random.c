/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random schedules: at each step each thread that can go on is as likely as the others.
 */
#include "explore/record.h"
#include "explore/report.h"
#include "explore/search.h"

static uint64_t state, left;

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
}

static struct thread *next(struct thread *me)
{
    (void)me;
    if (engine.depth < schedule_count)
        return search_scheduled();
    uint32_t ready[THREADS], count = 0;
    for (uint32_t i = 0; i < engine.count; i++)
        if (engine_is_ready(&engine.threads[i]))
            ready[count++] = i;
    if (count > 0)
        return &engine.threads[ready[draw() % count]];
    search_stuck();
    return NULL;
}

static bool advance(void)
{
    record_pop(0);
    engine.fixed = 0;
    return --left > 0;
}

const struct search search_random = {
    .mode = MODE_RANDOM, .begin = begin, .next = next, .advance = advance};
