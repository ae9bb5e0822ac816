/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The request, one search after the other; and what they share.
 */
#include "explore/search/search.h"

#include <string.h>

#include "explore/calls/signals.h"
#include "explore/machine/fresh.h"
#include "explore/report/leak.h"
#include "explore/report/report.h"
#include "explore/report/story.h"
#include "explore/search/classes.h"
#include "explore/search/record.h"
#include "explore/search/schedule.h"
#include "explore/search/spin.h"

const struct search *search;

/* A schedule was made by a search that had learned what is shared; what a step is depends on it. */
static bool is_guessing; /* goes on where the schedule cannot be followed, to learn that */

static struct thread *next_of_schedule(struct thread *me)
{
    bool is_followed = engine.depth < schedule_count;
    if (is_guessing && is_followed)
        is_followed = schedule_can_go_on();
    if (is_followed)
        return schedule_next();
    struct thread *next = search_default(me, 0);
    if (!next)
        search_stuck();
    if (!(verdict->request.ask & ASK_STOP) || is_guessing)
        return next;
    if (next || engine.ending == END_PRUNED) /* where nobody can go on, that is how it ends */
        engine.ending = END_STOP;
    return NULL;
}

/* Shards: a proof is divided where there are enough different beginnings, and these are dealt out
 * in turn (dpor.c). Each shard finds out by counting where that is, and all find the same. */
#define LEARNING    2000 /* executions */
#define SHARD_PARTS 8u   /* at least, for each shard */
#define SHARD_LIMIT 12u  /* choices deep at most */

static uint32_t shard_depth;
static uint64_t shard_parts; /* beginnings seen so far */
static bool is_dealing;      /* only counting */
static bool is_learning;     /* as if there were no shards */

static bool has_shards(void)
{
    return verdict->request.shards > 1 && !is_learning && !engine.has_async && !engine.has_signals;
}

uint32_t search_shard_depth(void)
{
    return has_shards() ? shard_depth : 0;
}

bool search_deal(void)
{
    uint64_t part = shard_parts++;
    return !is_dealing && part % verdict->request.shards == verdict->request.shard;
}

static void begin_nothing(void)
{
}

static bool no_other(void)
{
    return false;
}

const struct search search_replay = {
    .mode = MODE_REPLAY, .begin = begin_nothing, .next = next_of_schedule, .advance = no_other};

/* --- the request ------------------------------------------------------------------------------ */

#define LOOK_AT_CLOCK 64u /* executions */

static bool is_over_limit(void)
{
    const struct verdict_request *request = &verdict->request;
    uint64_t runs = verdict->progress.executions + verdict->progress.blocked;
    if (request->budget_ns && runs % LOOK_AT_CLOCK == 0 &&
        engine_now_ns() - engine.began_ns >= request->budget_ns)
        engine.is_time_up = true;
    return engine.is_time_up ||
           (request->executions && verdict->progress.executions >= request->executions);
}

static void forget(void)
{
    record_pop(0);
    objects_forget();
    engine.fixed = engine.depth = 0;
}

static void run_here(void)
{
    engine_execute();
    /* With signals many are blocked: how they end is told where it is seen. */
    if (engine.ending == END_RETURNED || (engine.ending == END_BLOCKED && !engine.has_signals))
        report_partial_deadlock();
    if (engine.ending == END_RETURNED)
        leak_look();
}

static void run_program(void)
{
    fresh_run(run_here);
}

/* Nobody else writes there, so it need not be one instruction. */
static void count(_Atomic uint64_t *progress, uint64_t more)
{
    uint64_t now = atomic_load_explicit(progress, memory_order_relaxed);
    atomic_store_explicit(progress, now + more, memory_order_relaxed);
}

static bool is_whole(void)
{
    return engine.ending != END_BLOCKED && engine.ending != END_PRUNED &&
           engine.ending != END_SKIPPED && engine.ending != END_DIVERGED &&
           engine.ending != END_STOP;
}

/* One execution; true: it counts. */
static bool execute(void)
{
    run_program();
    record_announced();
    count(&verdict->progress.steps, engine.depth);
    if (engine.ending == END_BLOCKED || engine.ending == END_PRUNED)
        count(&verdict->progress.blocked, 1);
    if (!is_whole() || (search->counts && !search->counts()))
        return false;
    count(&verdict->progress.executions, 1);
    report_outcome();
    if (verdict->request.ask & ASK_COUNT)
        verdict->distinct = classes_count();
    /* Few preemptions can do no more behind a round than before it; a proof has races there. */
    if (engine.ending == END_LIVELOCK && engine.mode == MODE_PROVE)
        engine.is_incomplete = true;
    if (engine.ending == END_LONG) {
        atomic_fetch_add_explicit(&verdict->progress.too_long, 1, memory_order_relaxed);
        engine.is_incomplete = true;
        engine.has_escaped |= !engine.watches_spins;
        engine.watches_spins = true;
    }
    return true;
}

/* What the search learns on its way (which memory is shared, where threads spin) changes how it
 * goes on, so all shards have to know the same: they learn it from the same executions. */
static void learn(const struct search *which)
{
    is_learning = true;
    forget();
    which->begin();
    for (int i = 0; i < LEARNING && !engine.has_escaped && !is_over_limit(); i++) {
        (void)execute();
        if (!engine.has_escaped && !which->advance())
            break;
    }
    is_learning = false;
    engine.knows_all = !engine.has_escaped;
    engine.shared_grew = false;
    if (engine.knows_all)
        report_restart();
}

/* The parts are all there is only if what was learned is all that there was to learn. */
static void check_division(void)
{
    if (engine.knows_all && (engine.has_escaped || engine.shared_grew))
        engine_internal("this search cannot be divided: it learned on its way");
}

/* Finds the depth to divide a proof at. */
static void find_shard_depth(const struct search *which)
{
    is_dealing = true;
    do {
        shard_depth++;
        forget();
        shard_parts = 0;
        which->begin();
        do
            (void)execute();
        while (!engine.has_escaped && !is_over_limit() && which->advance());
    } while (!engine.has_escaped && !is_over_limit() && shard_depth < SHARD_LIMIT &&
             shard_parts < (uint64_t)SHARD_PARTS * verdict->request.shards);
    is_dealing = false;
}

enum result {
    RUN_DONE,
    RUN_CUT,     /* out of budget, or a failure is enough */
    RUN_RESTART, /* it learned what changes what a step is */
};

static enum result run(const struct search *which, enum verdict_ask phase)
{
    search = which;
    engine.mode = which->mode;
    atomic_store(&verdict->progress.phase, (uint32_t)phase);
    engine.has_escaped = engine.is_incomplete = false;
    shard_depth = 0;
    if (has_shards() && phase == ASK_PROVE) {
        if (!engine.knows_all)
            learn(which);
        if (!engine.has_escaped)
            find_shard_depth(which);
        check_division();
        if (engine.has_escaped)
            return RUN_RESTART;
    }
    forget();
    shard_parts = 0;
    if (engine.fail_at == 0) { /* else it is one more of several searches */
        report_restart_counts();
        classes_forget();
        verdict->progress.classes = 0;
    }
    which->begin();
    do {
        if (is_over_limit())
            return RUN_CUT;
        bool counts = execute();
        check_division();
        if (engine.has_escaped)
            return RUN_RESTART;
        if (engine.ending == END_STOP)
            return RUN_CUT;
        if (which == &search_prove && counts && !engine.has_cancel) /* else some may be alike */
            count(&verdict->progress.classes, 1);
        bool goes_on = (verdict->request.ask & ASK_ALL) || which == &search_fair;
        if (report_has_failed() && !goes_on)
            return RUN_CUT;
    } while (which->advance());
    return engine.is_incomplete ? RUN_CUT : RUN_DONE;
}

static void replay(uint64_t diverged)
{
    forget();
    engine.has_escaped = false;
    atomic_store(&verdict->progress.diverged, diverged);
    story_reset();
    engine.is_recording = true;
    run_program();
    engine.is_recording = false;
}

/* Runs to an end what cannot be followed any more. True: there was something to be learned. */
static bool guess(uint64_t diverged)
{
    is_guessing = true;
    replay(diverged);
    is_guessing = false;
    bool has_learned = engine.has_escaped;
    report_restart(); /* what was found on the way is no answer */
    return has_learned;
}

/* Runs the execution that the tutor is to show. */
static void show(const char *schedule)
{
    memcpy(verdict->schedule, schedule, sizeof(verdict->schedule));
    if (!schedule_parse(schedule))
        engine_internal("the schedule makes no sense");
    search = &search_replay;
    engine.mode = MODE_REPLAY;
    engine.watches_spins = true;
    uint64_t diverged = verdict->progress.diverged;
    bool may_guess = (verdict->request.ask & ASK_REPLAY) != 0;
    do {
        replay(diverged);
        if (!engine.has_escaped && engine.ending == END_DIVERGED && may_guess) {
            may_guess = guess(diverged);
            engine.has_escaped = true; /* once more: it can be followed now, or cannot at all */
        }
    } while (engine.has_escaped);
    schedule_format(verdict->schedule, sizeof(verdict->schedule));
    story_end();
}

static void show_failure(void)
{
    uint32_t count = verdict->failure_count, which = ~0u;
    for (uint32_t i = 0; i < count; i++)
        if (which == ~0u ||
            report_rank(verdict->failures[i].kind) < report_rank(verdict->failures[which].kind))
            which = i;
    if (which == ~0u || verdict->failures[which].schedule[0] == '\0')
        return;
    verdict->events_failure = which;
    static struct verdict_failure kept; /* replaying finds it again */
    kept = verdict->failures[which];
    engine.is_time_up = false;
    verdict->request.ask &= ~(uint32_t)ASK_STOP;
    show(kept.schedule);
}

static enum verdict_kind kind_now(void)
{
    return report_has_found() ? VERDICT_FAILED : VERDICT_EXHAUSTED;
}

/* With no wake-up that has no cause, with one ... as long as there could be more. */
static enum result bounded_by_wakeups(void)
{
    enum result result = RUN_DONE;
    engine.wakeups = 0;
    do {
        engine.was_cut = engine.was_kept_asleep = false;
        result = run(&search_bounded, ASK_BOUNDED);
        engine.wakeups++;
    } while (result == RUN_DONE && engine.was_kept_asleep);
    engine.wakeups = ~0u;
    return result;
}

static enum result bounded(void)
{
    for (uint32_t bound = 0; bound <= verdict->request.preemptions; bound++) {
        engine.bound = bound;
        atomic_store(&verdict->progress.bound, bound);
        enum result result = bounded_by_wakeups();
        if (result != RUN_DONE)
            return result;
        verdict->preemption_bound = bound;
        verdict->kind = VERDICT_BOUNDED;
        if (!engine.was_cut) {
            verdict->is_complete = 1;
            break;
        }
    }
    return RUN_DONE;
}

/* Without reduction; of several shards the first does it. */
static enum result all(void)
{
    if (verdict->request.shards > 1 && verdict->request.shard > 0)
        return RUN_DONE;
    engine.bound = ~0u;
    return run(&search_bounded, ASK_PROVE);
}

/* A proof with signals is not divided. */
static enum result prove(void)
{
    if (engine.has_signals && verdict->request.shards > 1 && verdict->request.shard > 0)
        return RUN_DONE;
    return run(&search_prove, ASK_PROVE);
}

static bool is_enough(void)
{
    return engine.is_time_up || verdict->is_complete ||
           (report_has_failed() && !(verdict->request.ask & ASK_ALL));
}

/* One after the other; false: once more from the start. */
static bool run_phases(uint32_t ask)
{
    enum result result = RUN_DONE;
    verdict->kind = VERDICT_EXHAUSTED;
    if ((ask & ASK_FAIR) && engine.watches_spins)
        result = run(&search_fair, ASK_FAIR);
    if ((ask & ASK_BOUNDED) && result != RUN_RESTART && !has_shards() && !is_enough())
        result = bounded();
    if ((ask & ASK_PROVE) && result != RUN_RESTART && !is_enough()) {
        result = engine.has_async || (engine.has_cancel && engine.has_signals) ? all() : prove();
        if (result == RUN_DONE) {
            verdict->is_complete = 1;
            verdict->distinct = verdict->progress.classes;
        }
    }
    if ((ask & ASK_RANDOM) && result != RUN_RESTART && !is_enough()) {
        result = run(&search_random, ASK_RANDOM);
        if (result != RUN_RESTART && verdict->progress.executions > verdict->progress.too_long)
            verdict->kind = VERDICT_SAMPLED; /* so many as there were */
    }
    return result != RUN_RESTART;
}

/* With nothing refused, and then once more for each request that was made, which is; false: once
 * more from the start. */
static bool run_with_failures(uint32_t ask)
{
    bool is_given = engine.fail_at > 0; /* with the schedule */
    if (!run_phases(ask))
        return false;
    if (!(ask & ASK_FAILURES) || is_given)
        return true;
    bool is_complete = verdict->is_complete;
    uint32_t bound = verdict->preemption_bound;
    for (unsigned i = 0; i < THREADS; i++)
        for (uint32_t at = 1; at <= engine.requests_most[i]; at++) {
            if (engine.is_time_up || (report_has_failed() && !(ask & ASK_ALL))) {
                verdict->is_complete = 0;
                verdict->kind = VERDICT_EXHAUSTED;
                return true;
            }
            engine.fail_thread = i;
            engine.fail_at = at;
            verdict->is_complete = 0;
            verdict->preemption_bound = ~0u;
            if (!run_phases(ask))
                return false;
            is_complete = is_complete && verdict->is_complete;
            bound = verdict->preemption_bound < bound ? verdict->preemption_bound : bound;
        }
    verdict->is_complete = is_complete;
    verdict->preemption_bound = bound;
    return true;
}

void search_run(void)
{
    engine.wakeups = ~0u;
    uint32_t ask = verdict->request.ask;
    if (!schedule_parse(verdict->request.schedule))
        report_finish(VERDICT_NO_SCHEDULE);
    if (ask & ASK_REPLAY) {
        show(verdict->request.schedule);
        report_outcome();
        verdict->kind = kind_now();
        return;
    }
    while (!run_with_failures(ask)) {
        report_restart();
        if (ask & ASK_FAILURES)
            (void)schedule_parse(verdict->request.schedule); /* its request that fails, if any */
        atomic_fetch_add(&verdict->progress.restarts, 1);
    }
    if (report_has_found())
        verdict->kind = VERDICT_FAILED;
    else if (verdict->is_complete)
        verdict->kind = VERDICT_PROVED;
    show_failure();
}
