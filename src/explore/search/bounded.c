/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All schedules with at most engine.bound preemptions, depth first, no reduction.
 *
 * A preemption is to leave a thread that could go on. It makes a difference only before an
 * operation on what several threads use, so only there is it tried. What several threads use is
 * learned on the way; when more of it is found the round begins anew.
 */
#include "explore/report/report.h"
#include "explore/search/record.h"
#include "explore/search/schedule.h"
#include "explore/search/search.h"

#define WAITING (1u << 20)

static uint64_t *untried; /* by step: a bit a thread */
static int forced;        /* who makes step engine.fixed */
/* While signals are pending: what else there is to be tried, a stack. */
static struct waiting {
    uint32_t depth;
    struct choice choice;
} * waiting;
static uint32_t waiting_count;
static int forced_signal;

static void begin(void)
{
    if (!untried)
        untried = engine_reserve(EVENTS_MOST * sizeof(*untried));
    if (!waiting)
        waiting = engine_reserve(WAITING * sizeof(*waiting));
    waiting_count = 0;
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

/* Signals are delivered at any step: all that could be next is tried. To deliver one to the thread
 * that runs is no preemption. */
static struct thread *next_while_pending(struct thread *me)
{
    const struct choice *choices;
    uint32_t count = search_choices(me, &choices), from = waiting_count;
    uint32_t so_far = engine.depth > 0 ? steps[engine.depth - 1].preemptions : 0;
    bool is_free = !engine_is_ready(me) || me->op.type == OP_YIELD || so_far < engine.bound;
    for (uint32_t i = count; i-- > 0;) {
        if (!is_free && choices[i].thread != me->index) {
            engine.was_cut = true;
            continue;
        }
        if (waiting_count == WAITING)
            engine_internal("too many choices while signals are pending");
        waiting[waiting_count++] = (struct waiting){engine.depth, choices[i]};
    }
    if (waiting_count == from) {
        search_stuck();
        return NULL;
    }
    return search_take(waiting[--waiting_count].choice);
}

static struct thread *next(struct thread *me)
{
    uint32_t depth = engine.depth;
    if (forced != NOBODY) {
        struct thread *thread = &engine.threads[forced];
        forced = NOBODY;
        engine.signal = forced_signal;
        if (!engine.signal && !engine_is_ready(thread)) /* it was: and now it is known by what */
            engine_internal("a thread cannot make the step that it could make");
        return thread;
    }
    untried[depth] = 0;
    if (depth < schedule_count)
        return schedule_next();
    if (unlikely(engine.pending))
        return next_while_pending(me);
    struct thread *thread = search_default(me, 0);
    if (!thread) {
        search_stuck();
        return NULL;
    }
    bool would_preempt = thread == me && me->op.type != OP_YIELD;
    uint32_t so_far = depth > 0 ? steps[depth - 1].preemptions : 0;
    /* What only one thread uses its own handlers may use too. */
    if (would_preempt && !engine.has_signals && !touches_shared(&me->op))
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
        waiting_count = 0;
        record_pop(0);
        engine.fixed = 0;
        return true;
    }
    uint32_t depth = engine.depth;
    uint32_t least = waiting_count > 0 ? waiting[waiting_count - 1].depth + 1 : 0;
    while (depth > least && untried[depth - 1] == 0)
        depth--;
    if (depth > 0 && untried[depth - 1] == 0) {
        const struct choice *choice = &waiting[--waiting_count].choice;
        forced = choice->thread;
        forced_signal = choice->signal;
        record_pop(depth - 1);
        engine.fixed = depth - 1;
        return true;
    }
    if (depth == 0) {
        record_pop(0);
        engine.fixed = engine.depth = 0;
        return false;
    }
    depth--;
    forced_signal = 0;
    forced = __builtin_ctzll(untried[depth]);
    untried[depth] &= untried[depth] - 1;
    record_pop(depth);
    engine.fixed = depth;
    return true;
}

const struct search search_bounded = {
    .mode = MODE_BOUNDED, .begin = begin, .next = next, .advance = advance};
