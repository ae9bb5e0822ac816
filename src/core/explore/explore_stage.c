/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From question to question. A proof says all there is to say, so it is tried first; but where
 * there are millions of schedules a simple failure must not wait for it, so after a while those
 * with few preemptions are looked at, and only then all. What a proof finds is seldom the simplest
 * way to fail: that is looked for behind it, and replayed to be told.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <time.h>

#include "core/explore/explore_state.h"

enum { TRY_EXECUTIONS = 500000 };          /* half a second or so */
static const uint64_t try_ns = 2000000000; /* where each takes long */

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double stage_seconds(const struct explore *explore)
{
    return explore->begin_ns ? now_s() - (double)explore->begin_ns / 1e9 : 0;
}

void stage_timer(const struct explore *explore, double seconds)
{
    time_t whole = (time_t)seconds;
    struct itimerspec end = {
        .it_value = {.tv_sec = whole,
                     .tv_nsec = 1 + (long)((seconds - (double)whole) * 999999998)}};
    timerfd_settime(explore->timer, 0, &end, NULL); /* cannot fail with these values */
}

/* --- what is asked for ------------------------------------------------------------------------ */

/* How many executions are left of those that were allowed; 0: no limit. */
static uint64_t executions_left(const struct explore *explore)
{
    uint64_t allowed = explore->bounds.executions;
    if (allowed == 0)
        return 0;
    return allowed > explore->executions ? allowed - explore->executions : 1;
}

static struct verdict_request request_of(const struct explore *explore, unsigned ask)
{
    const struct explore_bounds *bounds = &explore->bounds;
    double left = explore->budget_s - stage_seconds(explore);
    return (struct verdict_request){
        .ask = ask | (bounds->is_all ? (unsigned)ASK_ALL : 0) |
               (bounds->is_spurious ? (unsigned)ASK_SPURIOUS : 0) |
               (bounds->has_failures ? (unsigned)ASK_FAILURES : 0),
        .backend = bounds->backend,
        .preemptions = bounds->has_preemptions ? bounds->preemptions : EXPLORE_BOUND,
        .executions = executions_left(explore),
        .random_executions = bounds->random,
        .seed = bounds->seed,
        .budget_ns = (uint64_t)((left > 0.01 ? left : 0.01) * 1e9),
    };
}

static int put_schedule(struct explore *explore, struct verdict_request *request,
                        const char *schedule)
{
    size_t n = schedule ? strlen(schedule) : 0;
    if (n >= sizeof(request->schedule))
        return err_set(&explore->err, STATUS_USAGE, _("the schedule is too long"));
    if (n > 0)
        memcpy(request->schedule, schedule, n);
    return 0;
}

static int start_one(struct explore *explore, enum stage stage, struct verdict_request *request,
                     const char *schedule)
{
    if (put_schedule(explore, request, schedule) < 0)
        return -1;
    explore->stage = stage;
    explore->process_count = 1;
    return explored_start(explore, &explore->processes[0], request);
}

static int start_asked(struct explore *explore)
{
    unsigned ask = explore->schedule           ? ASK_REPLAY | (explore->stops ? ASK_STOP : 0)
                   : explore->bounds.is_random ? ASK_RANDOM
                                               : ASK_BOUNDED;
    struct verdict_request request = request_of(explore, ask);
    return start_one(explore, STAGE_ASKED, &request,
                     explore->schedule ? explore->schedule : explore->beginning);
}

static int start_try(struct explore *explore)
{
    struct verdict_request request = request_of(explore, ASK_PROVE | ASK_FAIR);
    if (request.executions == 0 || request.executions > TRY_EXECUTIONS)
        request.executions = TRY_EXECUTIONS;
    if (request.budget_ns > try_ns)
        request.budget_ns = try_ns;
    return start_one(explore, STAGE_TRY, &request, explore->beginning);
}

static int start_simple(struct explore *explore)
{
    struct verdict_request request = request_of(explore, ASK_BOUNDED | ASK_FAIR);
    request.budget_ns /=
        2; /* without reduction it may take all there is, and more than the proof */
    explore_result_forget_outcomes(explore->result);
    return start_one(explore, STAGE_SIMPLE, &request, explore->beginning);
}

static int start_proof(struct explore *explore)
{
    const struct explore_bounds *bounds = &explore->bounds;
    unsigned jobs = bounds->jobs > 1 ? bounds->jobs : 1;
    unsigned shards = bounds->shards > 1 ? bounds->shards : 1;
    explore->stage = STAGE_PROVE;
    explore->process_count = 0;
    explore_result_forget_outcomes(explore->result);
    for (unsigned i = 0; i < jobs; i++) {
        struct verdict_request request = request_of(explore, ASK_PROVE);
        request.shard = bounds->shard * jobs + i;
        request.shards = shards * jobs;
        if (put_schedule(explore, &request, explore->beginning) < 0 ||
            explored_start(explore, &explore->processes[i], &request) < 0)
            return -1;
        explore->process_count = i + 1;
    }
    return 0;
}

/* A shard is a part of the proof; what is simple is looked for by whoever has all of it. */
int stage_first(struct explore *explore)
{
    explore->begin_ns = (uint64_t)(now_s() * 1e9);
    if (explore->schedule || explore->bounds.is_random || explore->bounds.has_preemptions)
        return start_asked(explore);
    return explore->bounds.shards > 1 ? start_proof(explore) : start_try(explore);
}

/* --- what has been answered ------------------------------------------------------------------- */

static bool has_failure(const struct explore *explore)
{
    const struct explore_result *result = explore->result;
    for (size_t i = 0; i < result->failure_count; i++)
        if (failure_rank(result->failures[i].kind) == 0)
            return true;
    return false;
}

/* The worst of them: a part that is missing is missing from the whole. */
static enum verdict_kind worse(enum verdict_kind a, enum verdict_kind b)
{
    return b == VERDICT_FAILED || a > b ? a : b;
}

static void take_answer(struct explore *explore, const struct verdict *verdict)
{
    struct explore_result *result = explore->result;
    explore_result_add(result, verdict, explore->program);
    explore->executions += verdict->progress.executions;
    explore->classes += verdict->progress.classes;
    uint32_t bound = verdict->preemption_bound;
    if (explore->stage != STAGE_PROVE && explore->stage != STAGE_TRY &&
        verdict->state == VERDICT_DONE && bound < INT32_MAX && (int)bound > result->bound)
        result->bound = (int)bound;
    if (explore->stage == STAGE_NARROW) /* it looks again at what was counted already */
        return;
    explore_result_add_outcomes(result, verdict);
    bool is_known = verdict->state == VERDICT_DONE && verdict->kind <= VERDICT_EXHAUSTED;
    explore->kind =
        worse(explore->kind, is_known ? (enum verdict_kind)verdict->kind : VERDICT_EXHAUSTED);
    result->is_complete = result->is_complete && verdict->is_complete != 0;
}

static void take_answers(struct explore *explore)
{
    bool was_ended = explore->is_over_budget || explore->is_decided || explore->is_ending;
    if (explore->stage != STAGE_NARROW && explore->stage != STAGE_RETELL) {
        explore->kind = VERDICT_NONE;
        explore->result->is_complete = true;
    }
    for (unsigned i = 0; i < explore->process_count && !explore->has_failed; i++) {
        struct explored_process *process = &explore->processes[i];
        explore->has_failed =
            explored_answer(process, explore->title, was_ended, &explore->err) < 0;
        if (!explore->has_failed && explore->stage != STAGE_RETELL)
            take_answer(explore, process->region);
    }
}

/* Puts all in order; a trace of what is no longer the failure to show is dropped. A simpler way to
 * the same failure has taken the place of the one that the trace shows. */
static void order(struct explore *explore)
{
    struct explore_result *result = explore->result;
    explore_result_order(result);
    if (!explore->trace || result->shown < 0 ||
        strcmp(result->schedule, result->failures[result->shown].schedule) == 0)
        return;
    trace_free(explore->trace);
    explore->trace = NULL;
}

static bool shows_it(const struct explore *explore, const struct verdict *verdict)
{
    const struct explore_result *result = explore->result;
    if (verdict->state != VERDICT_DONE || verdict->event_count == 0)
        return false;
    if (explore->schedule || result->shown < 0 || explore->stage == STAGE_RETELL)
        return true;
    return strncmp(verdict->schedule, result->failures[result->shown].schedule,
                   sizeof(verdict->schedule)) == 0;
}

static void take_trace(struct explore *explore)
{
    for (unsigned i = 0; i < explore->process_count && !explore->trace; i++) {
        const struct verdict *verdict = explore->processes[i].region;
        if (shows_it(explore, verdict))
            explore->trace = explore_result_trace(explore->result, verdict, explore->program);
    }
}

/* --- what comes next -------------------------------------------------------------------------- */

/* One with fewer preemptions than this may be a simpler way to a failure to be reported: it has as
 * many, or it has fewer but wakes up without cause. */
static unsigned most_preemptions(const struct explore *explore)
{
    const struct explore_result *result = explore->result;
    unsigned most = 0;
    for (size_t i = 0; i < result->failure_count; i++) {
        const struct explore_failure *failure = &result->failures[i];
        unsigned below = failure->preemptions + (failure->wakeups > 0);
        if (below > most && (explore->bounds.is_all || i == 0))
            most = below;
    }
    return most;
}

static bool goes_on(const struct explore *explore)
{
    return !explore->is_over_budget && !explore->is_ending && !explore->result->refusal &&
           stage_seconds(explore) < explore->budget_s &&
           (explore->bounds.executions == 0 || explore->executions < explore->bounds.executions);
}

static bool wants_narrowing(const struct explore *explore)
{
    unsigned most = most_preemptions(explore);
    return explore->bounds.shards <= 1 && most > 0 && most > explore->narrowed &&
           (int)most > explore->result->bound + 1;
}

/* Few at first, as many as there may be then: mostly the first does. */
static int start_narrow(struct explore *explore)
{
    unsigned most = most_preemptions(explore) - 1;
    struct verdict_request request = request_of(explore, ASK_BOUNDED);
    request.preemptions =
        explore->stage != STAGE_NARROW && most > EXPLORE_BOUND ? EXPLORE_BOUND : most;
    explore->narrowed = request.preemptions + 1;
    /* That it begins late is no news: who is to come round has to get there first. */
    if (explore->result->failures[0].kind == FAILURE_LIVELOCK && request.budget_ns > try_ns)
        request.budget_ns = try_ns;
    return start_one(explore, STAGE_NARROW, &request, explore->beginning);
}

static int start_retelling(struct explore *explore)
{
    struct verdict_request request = request_of(explore, ASK_REPLAY);
    request.executions = 0;
    request.budget_ns = 10000000000u;
    stage_timer(explore, 20);
    return start_one(explore, STAGE_RETELL, &request,
                     explore->result->failures[explore->result->shown].schedule);
}

static enum verdict_kind verdict_of(const struct explore *explore)
{
    if (explore->result->failure_count > 0)
        return VERDICT_FAILED;
    if (explore->schedule)
        return VERDICT_NONE; /* one schedule is none */
    /* Few preemptions were looked at on the way to a proof that was not reached. */
    bool is_cut_short = explore->kind == VERDICT_BOUNDED && !explore->bounds.has_preemptions;
    bool is_ended = explore->is_over_budget || explore->is_ending;
    if (explore->kind == VERDICT_PROVED && explore->bounds.shards > 1)
        return VERDICT_NONE; /* a part of a proof is none */
    return is_ended || is_cut_short ? VERDICT_EXHAUSTED : explore->kind;
}

static int start_next(struct explore *explore)
{
    const struct explore_result *result = explore->result;
    bool is_found = has_failure(explore) && !explore->bounds.is_all;
    bool is_whole = explore->kind == VERDICT_PROVED || result->is_complete;
    if (explore->stage == STAGE_TRY && !is_found && !is_whole && goes_on(explore))
        return start_simple(explore);
    if (explore->stage == STAGE_SIMPLE && !is_found && goes_on(explore))
        return start_proof(explore);
    if (explore->stage >= STAGE_TRY && explore->stage <= STAGE_NARROW && wants_narrowing(explore) &&
        goes_on(explore))
        return start_narrow(explore);
    if (explore->stage < STAGE_RETELL && !explore->trace && result->shown >= 0 &&
        *result->failures[result->shown].schedule && !explore->is_ending)
        return start_retelling(explore);
    if (explore->trace)
        explore_result_name(explore->result, explore->trace);
    explore->result->seconds = stage_seconds(explore);
    explore->result->is_part = explore->bounds.shards > 1;
    explore->result->verdict = verdict_of(explore);
    explore->stage = STAGE_OVER;
    return 0;
}

int stage_finish(struct explore *explore)
{
    take_answers(explore);
    if (!explore->has_failed && explore->stage != STAGE_RETELL)
        order(explore);
    if (!explore->has_failed)
        take_trace(explore);
    for (unsigned i = 0; i < explore->process_count; i++)
        explored_release(&explore->processes[i]);
    explore->process_count = 0;
    return explore->has_failed ? -1 : start_next(explore);
}

void stage_end(struct explore *explore)
{
    for (unsigned i = 0; i < explore->process_count; i++)
        child_end(explore->processes[i].child);
}

static bool has_found(const struct explored_process *process)
{
    if (!process->has_ended)
        return false;
    for (uint32_t i = 0; i < process->region->failure_count && i < VERDICT_FAILURES; i++)
        if (failure_rank((enum failure_kind)process->region->failures[i].kind) == 0)
            return true;
    return false;
}

void stage_look(struct explore *explore)
{
    if (explore->stage != STAGE_PROVE || explore->bounds.is_all || explore->is_decided)
        return;
    for (unsigned i = 0; i < explore->process_count && !explore->is_decided; i++)
        explore->is_decided = has_found(&explore->processes[i]);
    if (explore->is_decided)
        stage_end(explore);
}
