/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Proof by optimal dynamic partial-order reduction (Abdulla, Aronis, Jonsson, Sagonas: "Source
 * sets: a foundation for optimal dynamic partial order reduction", 2017). Two executions are
 * equivalent when one becomes the other by exchanging neighbours that do not depend on each other;
 * one of each class is run, no more.
 *
 * After an execution each race i < j in it is turned round: v, what happened after i and does not
 * depend on it, and then j, is to be run in place of i. It is not needed if it begins (up to
 * equivalence) with a step that is asleep: one that was tried there before, or before an earlier
 * step that it does not depend on. Else it goes into the wake-up tree of that node: the beginnings
 * that are still to be run, in order, none a part of another.
 */
#include <string.h>

#include "explore/calls/signals.h"
#include "explore/engine/hooks.h"
#include "explore/report/report.h"
#include "explore/search/record.h"
#include "explore/search/schedule.h"
#include "explore/search/search.h"

#define BRANCHES (1u << 19)
#define ASLEEP   (1u << 19)
#define NO_LEAF  (~0u)

struct branch {
    struct op op;
    uint32_t child, sibling; /* 0 none */
};

static struct branch *branches;
static uint32_t branch_count, branch_free;
static uint32_t *trees; /* by step: first branch that is to be run there */
static struct op *asleep;
static uint32_t asleep_count;
static uint32_t *asleep0; /* by step: the first of those that are asleep there */
static uint32_t chosen_child;
/* Parts of a proof (shards): where the current one begins, and what was asleep there. */
static uint32_t leaf, leaf_asleep_count;
static struct op leaf_asleep[THREADS];
static uint8_t *levels;            /* by step: choices before it */
static bool *is_choice;            /* by step: all that could be next are tried there */
static bool *is_full;              /* the same, since a signal was pending */
static const struct op **sequence; /* v */
static uint32_t sequence_count;

static void begin(void)
{
    if (!branches) {
        branches = engine_reserve(BRANCHES * sizeof(*branches));
        trees = engine_reserve((EVENTS_MOST + 1) * sizeof(*trees));
        asleep = engine_reserve(ASLEEP * sizeof(*asleep));
        asleep0 = engine_reserve((EVENTS_MOST + 1) * sizeof(*asleep0));
        levels = engine_reserve(EVENTS_MOST + 1);
        is_choice = engine_reserve(EVENTS_MOST + 1);
        is_full = engine_reserve(EVENTS_MOST + 1);
        sequence = engine_reserve((EVENTS_MOST + 1) * sizeof(const struct op *));
    }
    leaf = NO_LEAF;
    levels[0] = 0;
    is_choice[0] = is_full[0] = false;
    branch_count = 1;
    branch_free = 0;
    trees[0] = 0;
    asleep0[0] = asleep_count = 0;
}

static uint32_t new_branch(const struct op *op)
{
    uint32_t i = branch_free;
    if (i)
        branch_free = branches[i].sibling;
    else if (branch_count == BRANCHES)
        engine_internal("the wake-up trees do not fit");
    else
        i = branch_count++;
    branches[i] = (struct branch){.op = *op};
    return i;
}

/* --- the next step ---------------------------------------------------------------------------- */

static void go_to_sleep(const struct op *op)
{
    if (asleep_count == ASLEEP)
        engine_internal("too many steps are asleep");
    asleep[asleep_count++] = *op;
}

/* All others that could be next are to be tried as well. */
static void add_all(uint32_t depth, const struct thread *chosen, uint64_t sleepers)
{
    for (uint32_t i = 0; i < engine.count; i++) {
        struct thread *thread = &engine.threads[i];
        if (thread == chosen || (sleepers >> i & 1) || !engine_is_ready(thread))
            continue;
        record_resolve(&thread->op);
        uint32_t added = new_branch(&thread->op);
        branches[added].sibling = trees[depth];
        trees[depth] = added;
    }
    is_choice[depth] = true;
}

/* A thread whose next step concerns nobody else. */
static struct thread *find_private(uint64_t sleepers)
{
    for (uint32_t i = 0; i < engine.count; i++) {
        struct thread *thread = &engine.threads[i];
        if ((sleepers >> i & 1) || !engine_is_ready(thread) || thread->op.type == OP_EXIT)
            continue;
        record_resolve(&thread->op);
        bool is_private = true;
        for (unsigned k = 0; k < thread->op.links_used; k++)
            is_private &= !objects[thread->op.links[k].object].is_shared;
        if (is_private)
            return thread;
    }
    return NULL;
}

/* Here a part begins that is dealt out as a whole. It is searched as if nothing was asleep; what
 * could also begin with one of those that are is equivalent to an execution of an earlier part, and
 * is not counted. */
static bool begin_part(uint32_t depth)
{
    leaf = depth;
    if (!search_deal())
        return false;
    leaf_asleep_count = asleep_count - asleep0[depth];
    memcpy(leaf_asleep, &asleep[asleep0[depth]], leaf_asleep_count * sizeof(*asleep));
    asleep_count = asleep0[depth];
    return true;
}

static bool is_step(const struct op *op, struct choice choice)
{
    return op->thread == choice.thread && signals_of(op) == choice.signal;
}

static bool is_asleep(struct choice choice)
{
    for (uint32_t k = asleep0[engine.depth]; k < asleep_count; k++)
        if (is_step(&asleep[k], choice))
            return true;
    return false;
}

/* While a signal is pending: what is not to be run there already, and does not sleep, is to be run
 * behind that. False: nothing could be next. */
static bool add_choices(struct thread *me)
{
    const struct choice *choices;
    uint32_t count = search_choices(me, &choices);
    is_full[engine.depth] = true;
    for (uint32_t c = 0; c < count; c++) {
        uint32_t *list = &trees[engine.depth];
        while (*list && !is_step(&branches[*list].op, choices[c]))
            list = &branches[*list].sibling;
        if (*list || is_asleep(choices[c]))
            continue;
        struct thread *thread = &engine.threads[choices[c].thread];
        struct op delivery, *op = &thread->op;
        if (choices[c].signal) {
            delivery = signals_delivery(thread, choices[c].signal);
            op = &delivery;
        }
        record_resolve(op);
        uint32_t added = new_branch(op);
        list = &trees[engine.depth];
        while (*list)
            list = &branches[*list].sibling;
        *list = added;
    }
    return count > 0;
}

/* Can the step be made here? */
static bool is_possible(const struct op *op)
{
    struct thread *thread = &engine.threads[op->thread];
    engine.signal = signals_of(op);
    if (engine.signal)
        return op->thread < engine.count && (signals_due(thread) & SIGNAL_BIT(engine.signal));
    return op->thread < engine.count && engine_is_ready(thread);
}

static struct thread *next(struct thread *me)
{
    uint32_t depth = engine.depth;
    if (depth < schedule_count) {
        chosen_child = 0;
        return schedule_next();
    }
    if (unlikely(engine.pending) && !is_full[depth] && !add_choices(me)) {
        search_stuck();
        return NULL;
    }
    uint32_t i = trees[depth];
    if (i) {
        const struct branch *branch = &branches[i];
        struct thread *thread = &engine.threads[branch->op.thread];
        trees[depth] = branch->sibling;
        chosen_child = branch->child;
        branches[i].sibling = branch_free;
        branch_free = i;
        if (is_possible(&branches[i].op))
            return thread;
        if (!engine.has_cancel) {
            engine.ending = END_BLOCKED; /* it cannot begin so */
            return NULL;
        }
    }
    chosen_child = 0;
    if (is_full[depth]) { /* all that could be next sleep */
        engine.ending = END_BLOCKED;
        return NULL;
    }
    uint32_t level = levels[depth];
    bool is_begin = search_shard_depth() > 0 && leaf == NO_LEAF;
    if (is_begin && level == search_shard_depth()) {
        if (!begin_part(depth)) {
            engine.ending = END_SKIPPED;
            return NULL;
        }
        is_begin = false;
    }
    uint64_t sleepers = 0;
    for (uint32_t k = asleep0[depth]; k < asleep_count; k++)
        sleepers |= UINT64_C(1) << asleep[k].thread;
    struct thread *alone = is_begin ? find_private(sleepers) : NULL;
    if (alone)
        return alone;
    struct thread *thread = search_default(me, sleepers);
    if (thread && is_begin)
        add_all(depth, thread, sleepers);
    if (thread)
        return thread;
    if (sleepers && search_default(me, 0))
        engine.ending = END_BLOCKED;
    else
        search_stuck();
    return NULL;
}

/* --- races turned round ----------------------------------------------------------------------- */

/* Where in v is the step of `op`, if v can begin with it? -1: it cannot; v's length: the step is
 * not in v, and depends on nothing there. Nothing comes after a step that ends the execution. */
static int64_t position(const struct op *op)
{
    for (uint32_t k = 0; k < sequence_count; k++) {
        if (sequence[k]->thread == op->thread)
            return signals_of(sequence[k]) == signals_of(op) ? (int64_t)k : -1;
        if (record_depends(sequence[k], op))
            return -1;
    }
    return op->type == OP_EXIT ? -1 : (int64_t)sequence_count;
}

/* A step that sleeps was tried there, or earlier. Mostly what was to be run instead depends on it,
 * and wakes it: what does not begin with it is seen to there. But where all was tried while a
 * signal was pending (is_full) it may sleep on: then only what contains it begins with it for sure.
 */
static bool is_seen(int64_t at)
{
    return at >= 0 && (!engine.has_signals || at < sequence_count);
}

static void insert(uint32_t node)
{
    if (is_full[node] || node < schedule_count ||
        (search_shard_depth() > 0 && (leaf == NO_LEAF || node < leaf)))
        return; /* fixed, or all is tried there */
    for (uint32_t k = asleep0[node]; k < asleep0[node + 1]; k++)
        if (is_seen(position(&asleep[k])))
            return;
    uint32_t *list = &trees[node];
    while (*list) {
        uint32_t i = *list;
        int64_t at = position(&branches[i].op);
        if (at < 0) {
            list = &branches[i].sibling;
            continue;
        }
        if (at < sequence_count) {
            sequence_count--;
            memmove(&sequence[at], &sequence[at + 1],
                    (sequence_count - (uint32_t)at) * sizeof(*sequence));
        }
        if (branches[i].child == 0 || sequence_count == 0)
            return; /* all that begins so will be run */
        list = &branches[i].child;
    }
    for (uint32_t k = 0; k < sequence_count; k++) {
        uint32_t i = new_branch(sequence[k]);
        *list = i;
        list = &branches[i].child;
    }
}

/* The thread takes what was signalled. Another that could have taken it may get one later that
 * comes after this one, and then it is no race; so it is tried here. */
static void try_other_wakers(const struct thread *thread)
{
    for (uint32_t k = 0; k < engine.count; k++) {
        struct thread *other = &engine.threads[k];
        if (other == thread || other->op.type != OP_WAKE || !engine_is_ready(other) ||
            !record_depends(&thread->op, &other->op))
            continue;
        record_resolve(&other->op);
        sequence_count = 0;
        sequence[sequence_count++] = &other->op;
        insert(engine.depth);
    }
}

static void made(struct thread *thread)
{
    uint32_t depth = engine.depth;
    const struct op *op = &thread->op;
    trees[depth + 1] = chosen_child;
    levels[depth + 1] = levels[depth] + is_choice[depth];
    is_choice[depth + 1] = is_full[depth + 1] = false;
    uint32_t from = asleep0[depth], to = asleep_count;
    asleep0[depth + 1] = to;
    for (uint32_t k = from; k < to; k++)
        if (!record_depends(&asleep[k], op))
            go_to_sleep(&asleep[k]);
    if (op->type == OP_WAKE)
        try_other_wakers(thread);
}

/* A lock for writing is to come before reader i. So it has to come before all whose reading ends
 * only because of what is put off with that: they are put off as well. */
static bool is_put_off[EVENTS_MOST];

static void put_off(uint32_t i)
{
    unsigned thread = steps[i].op.thread;
    for (uint32_t k = i; k < engine.depth; k++)
        is_put_off[k] |= record_clock(k)[thread] >= i + 1;
}

/* The first event that is put off. */
static uint32_t put_readers_off(uint32_t i, uint32_t object)
{
    uint32_t first = i;
    memset(&is_put_off[first], 0, engine.depth - first);
    put_off(i);
    for (;;) {
        /* Who still reads when all is done that is not put off? */
        int32_t open[THREADS] = {0}, depth[THREADS] = {0};
        for (uint32_t k = 0; k < engine.depth; k++) {
            unsigned thread = steps[k].op.thread;
            int change = k >= first && is_put_off[k] ? 0 : record_reads(k, object);
            if (change > 0 && depth[thread]++ == 0)
                open[thread] = (int32_t)k;
            depth[thread] -= change < 0;
        }
        unsigned thread = 0;
        while (thread < engine.count && depth[thread] == 0)
            thread++;
        if (thread == engine.count)
            return first;
        uint32_t next = (uint32_t)open[thread];
        if (next < first) {
            memset(&is_put_off[next], 0, first - next);
            first = next;
        }
        put_off(next);
    }
}

static void turn_writer_round(uint32_t i, const struct op *last)
{
    uint32_t first = put_readers_off(i, last->links[0].object);
    for (uint32_t k = first; k < engine.depth && &steps[k].op != last; k++)
        if (is_put_off[k] && steps[k].op.thread == last->thread)
            return; /* its own past is among it */
    sequence_count = 0;
    for (uint32_t k = first + 1; k < engine.depth; k++)
        if (!is_put_off[k])
            sequence[sequence_count++] = &steps[k].op;
    sequence[sequence_count++] = last;
    insert(first);
}

static void turn_round(uint32_t i, const struct op *last)
{
    if (last->type == OP_WRLOCK && record_reads(i, last->links[0].object) > 0) {
        turn_writer_round(i, last);
        return;
    }
    unsigned thread = steps[i].op.thread;
    sequence_count = 0;
    for (uint32_t k = i + 1; k < engine.depth; k++)
        if (record_clock(k)[thread] < i + 1)
            sequence[sequence_count++] = &steps[k].op;
    sequence[sequence_count++] = last;
    insert(i);
}

/* What the end cut short: each thread that could have gone on could have done so before it. */
static void turn_end_round(void)
{
    uint32_t end = engine.depth - 1;
    if (is_full[end])
        return;
    for (uint32_t k = 0; k < engine.count; k++) {
        struct thread *thread = &engine.threads[k];
        if (thread->index == steps[end].op.thread || !engine_is_ready(thread))
            continue;
        record_resolve(&thread->op);
        sequence_count = 0;
        sequence[sequence_count++] = &thread->op;
        insert(end);
    }
}

/* Where it was seen before it was cut short. */
static bool exit_is_asleep(void)
{
    for (uint32_t k = asleep0[engine.depth]; k < asleep_count; k++)
        if (asleep[k].type == OP_EXIT)
            return true;
    return false;
}

static void turn_all_round(void)
{
    if (engine.ending == END_FAILED)
        record_end();
    uint32_t to = race_count;
    for (uint32_t r = steps[engine.fixed].race0; r < to; r++)
        turn_round(races[r].i, &steps[races[r].j].op);
    if (engine.ending == END_BLOCKED && !exit_is_asleep())
        return; /* what did not happen here happens where it was seen before */
    for (uint32_t k = 0; k < engine.count; k++) {
        struct thread *thread = &engine.threads[k];
        if (thread->life != LIFE_GOING || thread->is_stuck || engine_is_ready(thread))
            continue;
        /* Who sleeps unsignalled could not have gone on earlier; who is kept by the lock could. */
        if (thread->op.type != OP_WAKE || cond_may_wake(thread))
            record_pending(thread, turn_round);
    }
    if (engine.ending != END_DEADLOCK && engine.ending != END_BLOCKED)
        turn_end_round();
}

static bool advance(void)
{
    bool counts = engine.ending != END_SKIPPED && engine.ending != END_DIVERGED;
    if (counts && engine.depth > engine.fixed)
        turn_all_round();
    uint32_t depth = engine.depth;
    while (depth > 0) {
        depth--;
        asleep_count = asleep0[depth + 1];
        go_to_sleep(&steps[depth].op);
        if (trees[depth] == 0)
            continue;
        asleep0[depth + 1] = asleep_count;
        record_pop(depth);
        engine.fixed = depth;
        if (leaf != NO_LEAF && depth < leaf)
            leaf = NO_LEAF;
        return true;
    }
    return false;
}

static bool counts(void)
{
    if (search_shard_depth() == 0)
        return true;
    if (leaf == NO_LEAF)
        return search_deal(); /* too short to be divided */
    sequence_count = 0;
    for (uint32_t k = leaf; k < engine.depth; k++)
        sequence[sequence_count++] = &steps[k].op;
    for (uint32_t k = 0; k < leaf_asleep_count; k++)
        if (position(&leaf_asleep[k]) >= 0)
            return false;
    return true;
}

const struct search search_prove = {.mode = MODE_PROVE,
                                    .begin = begin,
                                    .next = next,
                                    .made = made,
                                    .counts = counts,
                                    .advance = advance};
