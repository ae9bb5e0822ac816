/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All schedules with at most engine.bound preemptions, depth first, no reduction.
 *
 * A preemption is to leave a thread that could go on. It makes a difference only before an
 * operation on what several threads use, so only there is it tried. What several threads use is
 * learned on the way; when more of it is found the round begins anew.
 */
#include "explore/record.h"
#include "explore/report.h"
#include "explore/search.h"

static uint64_t *untried; /* by step: a bit a thread */
static int forced;        /* who makes step engine.fixed */

static void begin(void)
{
    if (!untried)
        untried = engine_reserve(EVENTS_MOST * sizeof(*untried));
    forced = NOBODY;
    engine.shared_grew = false;
}

static bool touches_shared(struct op *op)
{
    if (op->type == OP_EXIT)
        return true;
    record_resolve(op);
    for (unsigned i = 0; i < op->links_used; i++)
        if (objects[op->links[i].object].is_shared)
            return true;
    return false;
}

static struct thread *next(struct thread *me)
{
    uint32_t depth = engine.depth;
    if (forced != NOBODY) {
        struct thread *thread = &engine.threads[forced];
        forced = NOBODY;
        if (!engine_is_ready(thread)) /* it was: and now it is known by what */
            engine_internal("a thread cannot make the step that it could make");
        return thread;
    }
    untried[depth] = 0;
    if (depth < schedule_count)
        return search_scheduled();
    struct thread *thread = search_default(me, 0);
    if (!thread) {
        search_stuck();
        return NULL;
    }
    bool would_preempt = thread == me && me->op.type != OP_YIELD;
    uint32_t so_far = depth > 0 ? steps[depth - 1].preemptions : 0;
    if (would_preempt && !touches_shared(&me->op))
        return thread;
    for (uint32_t i = 0; i < engine.count; i++)
        if (i != thread->index && engine_is_ready(&engine.threads[i]))
            untried[depth] |= UINT64_C(1) << i;
    if (would_preempt && so_far >= engine.bound && untried[depth]) {
        untried[depth] = 0;
        engine.was_cut = true;
    }
    return thread;
}

/* A step that ended the execution concerns all, whatever it touched. */
static void share_last(void)
{
    if (engine.ending != END_FAILED || engine.depth == 0)
        return;
    const struct op *op = &steps[engine.depth - 1].op;
    for (unsigned i = 0; i < op->links_used; i++) {
        struct object *object = &objects[op->links[i].object];
        engine.shared_grew |= !object->is_shared;
        object->is_shared = true;
    }
}

static bool advance(void)
{
    share_last();
    if (engine.shared_grew) {
        engine.shared_grew = false;
        record_pop(0);
        engine.fixed = 0;
        return true;
    }
    uint32_t depth = engine.depth;
    while (depth > 0 && untried[depth - 1] == 0)
        depth--;
    if (depth == 0) {
        record_pop(0);
        engine.fixed = engine.depth = 0;
        return false;
    }
    depth--;
    forced = __builtin_ctzll(untried[depth]);
    untried[depth] &= untried[depth] - 1;
    record_pop(depth);
    engine.fixed = depth;
    return true;
}

const struct search search_bounded = {
    .mode = MODE_BOUNDED, .begin = begin, .next = next, .advance = advance};
