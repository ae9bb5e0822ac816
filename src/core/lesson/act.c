/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/lesson/act_result.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "core/process/burst.h"

/* A program with memory hooks makes hundreds of millions of events a second; rings of 16 MiB keep
 * what it does between two looks of the tutor, and the whole of a short run. */
enum { MEMORY_RINGS = 1 << 18 };

struct act {
    struct act_plan plan;
    struct build *build;
    struct explore *explore; /* of an explore or step act, which has no build or run */
    struct burst *burst;     /* before a run for which it matters what the cores give; else NULL */
    struct run *run;
    struct run *kept; /* the run that lost most so far; may be `run` */
    int64_t kept_loss;
    struct act_result *result;
    struct err err;
    int epoll_fd, inner_fd; /* inner: the build's, the burst's or the run's that epoll holds */
    bool has_failed, is_over, is_ending, is_noted; /* noted: the run at hand is in the result */
};

/* --- from step to step ----------------------------------------------------------------------- */

static void follow(struct act *act, int fd)
{
    if (act->inner_fd >= 0)
        epoll_ctl(act->epoll_fd, EPOLL_CTL_DEL, act->inner_fd, NULL); /* may be closed already */
    act->inner_fd = fd;
    struct epoll_event in = {.events = EPOLLIN};
    if (fd >= 0 && epoll_ctl(act->epoll_fd, EPOLL_CTL_ADD, fd, &in) < 0) {
        act->has_failed = act->is_over = true;
        err_sys(&act->err, _("cannot watch the program"));
    }
}

static void fail(struct act *act)
{
    act->has_failed = act->is_over = true;
}

static void start_run(struct act *act)
{
    struct act_plan *plan = &act->plan;
    struct run_spec spec = {.argv = (const char *const *)plan->argv,
                            .title = plan->title,
                            .placement = plan->placement,
                            .ring_events = plan->rings        ? plan->rings
                                           : plan->has_memory ? MEMORY_RINGS
                                                              : 0,
                            .is_plain = plan->is_plain,
                            .starts_gated = plan->starts_gated,
                            .is_quiet = plan->is_quiet,
                            .speed = plan->speed,
                            .budget_s = plan->budget_s,
                            .probe = plan->probe};
    memcpy(spec.watch, plan->watch, sizeof(spec.watch));
    struct run *old = act->run;
    follow(act, -1);
    act->run = run_start(&spec, &act->err);
    if (old != act->kept)
        run_free(old);
    if (!act->run) {
        fail(act);
        return;
    }
    follow(act, run_fd(act->run));
}

/* The next run; but first, what do the cores give just now? It ends before the run begins. */
static void begin_run(struct act *act)
{
    double *gains = act->result->gains;
    act->burst = gains ? burst_start() : NULL;
    if (!act->burst) {
        if (gains)
            gains[act->result->runs] = -1;
        start_run(act);
        return;
    }
    follow(act, burst_fd(act->burst));
}

static void start_program(struct act *act)
{
    const char *program = build_program(act->build, &act->err);
    if (!program) {
        fail(act);
        return;
    }
    free(act->plan.argv[0]);
    act->plan.argv[0] = xstrdup(program);
    begin_run(act);
}

/* What has the name of a source file is built (or refused with a reason, C++ for one). */
static bool is_source(const char *path)
{
    static const char *const endings[] = {".c", ".cc", ".cpp", ".cxx", ".C", ".h"};
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof(endings) / sizeof(*endings); i++)
        if (strcmp(dot, endings[i]) == 0)
            return true;
    return false;
}

static int start_explore(struct act *act, struct err *err)
{
    const struct act_plan *plan = &act->plan;
    struct explore_spec spec = {.source = plan->program,
                                .more = plan->with,
                                .args = (const char *const *)plan->argv + 1,
                                .title = plan->title,
                                .explorer = plan->explorer,
                                .cache = plan->cache,
                                .budget_s = plan->budget_s,
                                .bounds = plan->bounds,
                                .stops = plan->stops};
    if (plan->kind == BLOCK_STEP)
        spec.schedule = plan->schedule ? plan->schedule : "";
    act->explore = explore_start(&spec, err);
    if (!act->explore)
        return -1;
    follow(act, explore_fd(act->explore));
    return 0;
}

struct act *act_start(struct act_plan *plan, struct err *err)
{
    struct act *act = xcalloc(1, sizeof(*act));
    act->plan = *plan;
    *plan = (struct act_plan){0};
    act->inner_fd = -1;
    act->result = act_result_new(&act->plan);
    act->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    if (act->epoll_fd < 0) {
        err_sys(err, _("cannot watch the program"));
        goto failed;
    }
    if (act->plan.kind != BLOCK_RUN) {
        if (start_explore(act, err) < 0)
            goto failed;
    } else if (is_source(act->plan.program) || act->plan.has_memory) {
        struct build_spec spec = {.source = act->plan.program,
                                  .more = act->plan.with,
                                  .has_hooks = act->plan.has_memory,
                                  .probe = act->plan.probe,
                                  .cache = act->plan.cache};
        act->build = build_start(&spec, err);
        if (!act->build)
            goto failed;
        follow(act, build_fd(act->build));
        if (build_is_over(act->build))
            start_program(act);
    } else {
        begin_run(act);
    }
    if (act->has_failed && act_messages(act)[0] == '\0') {
        *err = act->err;
        goto failed;
    }
    return act;
failed:
    act_free(act);
    return NULL;
}

void act_free(struct act *act)
{
    if (!act)
        return;
    if (act->kept != act->run)
        run_free(act->kept);
    run_free(act->run);
    burst_free(act->burst);
    explore_free(act->explore);
    build_free(act->build);
    act_result_free(act->result);
    act_plan_release(&act->plan);
    if (act->epoll_fd >= 0)
        close(act->epoll_fd);
    free(act);
}

/* --- ending ------------------------------------------------------------------------------- */

/* Of runs that lose nothing the last one is kept, else the one that lost most. */
static void keep_run(struct act *act)
{
    const struct run_outcome *outcome = run_outcome(act->run);
    int64_t loss = act->result->has_should && outcome->value_known[0]
                       ? llabs(act->result->should - outcome->value[0])
                       : 0;
    if (act->kept && loss < act->kept_loss)
        return;
    run_free(act->kept);
    act->kept = act->run;
    act->kept_loss = loss;
}

/* The last line that it has printed says why. */
static void tell_cannot(const struct act *act, struct text *why)
{
    size_t size = 0;
    const char *output = run_output(act->run, &size);
    while (size > 0 && output[size - 1] == '\n')
        size--;
    size_t start = size;
    while (start > 0 && output[start - 1] != '\n')
        start--;
    if (start == size)
        text_put(why, _("this machine cannot do that, says the program, and not why"));
    else
        text_add(why, _("this machine cannot do that: %.*s"), (int)(size - start), output + start);
}

static void judge(struct act *act)
{
    struct act_result *result = act->result;
    result->keeps_word = true;
    if (result->was_ended)
        return; /* the learner ended it: nothing is known of its word */
    for (int end = 0; end < RUN_ENDS; end++) {
        if (result->ends[end] == 0 || (act->plan.ends & 1u << end))
            continue;
        result->keeps_word = false;
        text_add(&result->broken_word,
                 ngettext("%u of %u run ended in '%s', which it should not",
                          "%u of %u runs ended in '%s', which they should not", result->runs),
                 result->ends[end], result->runs, run_end_name((enum run_end)end));
        return;
    }
    if (result->ends[RUN_CANNOT] > 0) { /* as declared: then nothing else can be held against it */
        tell_cannot(act, &result->broken_word);
        return;
    }
    for (unsigned i = 0; i < act->plan.show_count && result->keeps_word; i++) {
        struct text why = {0};
        enum claim_verdict verdict = claim_judge(&act->plan.shows[i], result, &why);
        result->keeps_word = verdict != CLAIM_BROKEN;
        if (verdict == CLAIM_BROKEN)
            text_clear(&result->broken_word);
        if (verdict != CLAIM_HELD)
            text_add(&result->broken_word, "%s%s", result->broken_word.size ? _("; ") : "",
                     text_get(&why));
        text_release(&why);
    }
}

/* The learner may have ended it in the middle of a run, between two, or before the first. */
static void finish(struct act *act)
{
    struct act_result *result = act->result;
    result->was_ended = result->ends[RUN_STOPPED] > 0 || result->runs < result->times;
    judge(act);
    act->is_over = true;
}

static void turn_explore(struct act *act)
{
    explore_turn(act->explore);
    if (!explore_is_over(act->explore))
        return;
    act->is_over = true;
    act->has_failed = explore_has_failed(act->explore, &act->err);
    if (act->has_failed)
        return;
    struct act_result *result = act->result;
    result->explored = explore_take_result(act->explore);
    result->keeps_word =
        explored_keeps_word(result->explored, act->plan.ends, &result->broken_word);
}

static void turn_burst(struct act *act)
{
    double gain = -1;
    if (!act->is_ending && !burst_turn(act->burst, &gain))
        return;
    follow(act, -1);
    burst_free(act->burst);
    act->burst = NULL;
    if (!act->is_ending) {
        act->result->gains[act->result->runs] = gain;
        start_run(act);
    } else {
        finish(act);
    }
}

void act_turn(struct act *act)
{
    if (act->is_over)
        return;
    if (act->explore) {
        turn_explore(act);
        return;
    }
    if (act->burst) {
        turn_burst(act);
        return;
    }
    if (!act->run && act->is_ending) {
        follow(act, -1);
        build_free(act->build); /* ends the compiler */
        act->build = NULL;
        finish(act);
        return;
    }
    if (!act->run) {
        build_turn(act->build);
        if (build_is_over(act->build))
            start_program(act);
        return;
    }
    if (act->is_noted) {
        act->is_noted = false;
        if (act->is_ending)
            finish(act);
        else
            begin_run(act);
        return;
    }
    run_turn(act->run);
    if (!run_is_over(act->run))
        return;
    if (run_exec_error(act->run) != 0) {
        err_set(&act->err, STATUS_USAGE, _("cannot run '%s': %s"), act->plan.program,
                strerror(run_exec_error(act->run)));
        fail(act);
        return;
    }
    act_result_add(act->result, act->run, &act->plan);
    keep_run(act);
    act->is_noted = true; /* the next run begins with the next turn: this one may be looked at */
    if (act->result->runs >= act->plan.times || act->is_ending)
        finish(act);
}

/* --- asking ---------------------------------------------------------------------------------- */

int act_fd(const struct act *act)
{
    return act->epoll_fd;
}

bool act_is_ready(const struct act *act)
{
    if (act->is_over)
        return false;
    if (act->explore)
        return explore_is_over(act->explore);
    return act->is_noted || (act->is_ending && (act->burst || !act->run));
}

bool act_is_over(const struct act *act)
{
    return act->is_over;
}

bool act_has_failed(const struct act *act, struct err *err)
{
    if (act->has_failed)
        *err = act->err;
    return act->has_failed;
}

const char *act_messages(const struct act *act)
{
    if (act->explore)
        return explore_messages(act->explore);
    return act->build ? build_messages(act->build) : "";
}

bool act_is_ending(const struct act *act)
{
    return act->is_ending;
}

bool act_is_building(const struct act *act)
{
    if (act->explore)
        return explore_is_building(act->explore);
    return !act->is_over && !act->run;
}

void act_end(struct act *act)
{
    act->is_ending = true;
    if (act->explore)
        explore_end(act->explore);
    if (act->run)
        run_end(act->run);
}

struct run *act_run(struct act *act)
{
    return act->run;
}

struct run *act_kept_run(struct act *act)
{
    return act->kept ? act->kept : act->run;
}

const struct trace *act_trace(struct act *act)
{
    if (act->explore)
        return explore_trace(act->explore);
    return act->run ? run_trace(act_kept_run(act)) : NULL;
}

const struct explore *act_explore(const struct act *act)
{
    return act->explore;
}

const struct act_plan *act_plan(const struct act *act)
{
    return &act->plan;
}

const struct act_result *act_result(const struct act *act)
{
    return act->result;
}

struct act_result *act_take_result(struct act *act)
{
    struct act_result *result = act->result;
    act->result = NULL;
    return result;
}
