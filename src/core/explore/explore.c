/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/explore/explore.h"

#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "core/explore/explore_state.h"

/* The explorer ends by itself within its budget; this much later it is ended. */
static const double grace_s = 1.0;

static void fail(struct explore *explore)
{
    explore->has_failed = true;
    explore->stage = STAGE_OVER;
}

/* --- turning ---------------------------------------------------------------------------------- */

static bool are_over(const struct explore *explore)
{
    for (unsigned i = 0; i < explore->process_count; i++)
        if (!explore->processes[i].has_ended)
            return false;
    return true;
}

/* `built`: its path; NULL: what our own build has made. */
static void start_program(struct explore *explore, const char *built)
{
    const char *program = built ? built : build_program(explore->build, &explore->err);
    if (!program) {
        fail(explore);
        return;
    }
    explore->program = xstrdup(program);
    explore->args[0] = xstrdup(program);
    stage_timer(explore, explore->budget_s + grace_s);
    if (stage_first(explore) < 0)
        fail(explore);
}

void explore_turn(struct explore *explore)
{
    if (explore->stage == STAGE_OVER)
        return;
    if (explore->stage == STAGE_BUILD) {
        build_turn(explore->build);
        if (build_is_over(explore->build))
            start_program(explore, NULL);
        return;
    }
    uint64_t times;
    if (read(explore->timer, &times, sizeof(times)) > 0) {
        explore->is_over_budget = true;
        stage_end(explore);
    }
    for (unsigned i = 0; i < explore->process_count; i++)
        explored_turn(&explore->processes[i]);
    stage_look(explore);
    if (are_over(explore) && stage_finish(explore) < 0)
        fail(explore);
}

/* --- from outside ----------------------------------------------------------------------------- */

static void copy_args(struct explore *explore, const struct explore_spec *spec)
{
    size_t n = 0;
    while (spec->args && spec->args[n])
        n++;
    explore->args = xcalloc(n + 2, sizeof(*explore->args));
    for (size_t i = 0; i < n; i++)
        explore->args[i + 1] = xstrdup(spec->args[i]);
}

static int open_clock(struct explore *explore, struct err *err)
{
    explore->epoll = epoll_create1(EPOLL_CLOEXEC);
    explore->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    struct epoll_event in = {.events = EPOLLIN};
    if (explore->epoll < 0 || explore->timer < 0 ||
        epoll_ctl(explore->epoll, EPOLL_CTL_ADD, explore->timer, &in) < 0)
        return err_sys(err, _("cannot watch the explorer"));
    return 0;
}

static int start_build(struct explore *explore, const struct explore_spec *spec, struct err *err)
{
    struct build_spec what = {.source = spec->source,
                              .more = spec->more,
                              .has_hooks = true,
                              .probe = spec->explorer,
                              .cache = spec->cache};
    explore->build = build_start(&what, err);
    if (!explore->build)
        return -1;
    struct epoll_event in = {.events = EPOLLIN};
    if (!build_is_over(explore->build) &&
        epoll_ctl(explore->epoll, EPOLL_CTL_ADD, build_fd(explore->build), &in) < 0)
        return err_sys(err, _("cannot wait for the compiler"));
    return 0;
}

struct explore *explore_start(const struct explore_spec *spec, struct err *err)
{
    if (!spec->explorer) {
        err_set(err, STATUS_CANNOT, _("the explorer's library is not installed here"));
        return NULL;
    }
    struct explore *explore = xcalloc(1, sizeof(*explore));
    explore->epoll = explore->timer = -1;
    explore->bounds = spec->bounds;
    if (explore->bounds.jobs > EXPLORE_JOBS)
        explore->bounds.jobs = EXPLORE_JOBS;
    explore->title = xstrdup(spec->title ? spec->title : spec->source);
    explore->schedule = spec->schedule ? xstrdup(spec->schedule) : NULL;
    explore->beginning = spec->beginning ? xstrdup(spec->beginning) : NULL;
    explore->stops = spec->stops;
    explore->budget_s = spec->budget_s > 0 ? spec->budget_s : EXPLORE_BUDGET_S;
    explore->result = explore_result_new(explore->title);
    copy_args(explore, spec);
    if (open_clock(explore, err) < 0 || (!spec->program && start_build(explore, spec, err) < 0))
        goto failed;
    if (spec->program || build_is_over(explore->build)) {
        start_program(explore, spec->program);
        if (explore->has_failed && *explore_messages(explore) == '\0') {
            *err = explore->err;
            goto failed;
        }
    }
    return explore;
failed:
    explore_free(explore);
    return NULL;
}

void explore_free(struct explore *explore)
{
    if (!explore)
        return;
    for (unsigned i = 0; i < explore->process_count; i++)
        explored_release(&explore->processes[i]);
    build_free(explore->build); /* NULL is fine */
    explore_result_free(explore->result);
    trace_free(explore->trace);
    for (size_t i = 0; explore->args && (i == 0 || explore->args[i]); i++)
        free(explore->args[i]);
    free(explore->args);
    if (explore->epoll >= 0)
        close(explore->epoll);
    if (explore->timer >= 0)
        close(explore->timer);
    free(explore->title);
    free(explore->schedule);
    free(explore->beginning);
    free(explore->program);
    free(explore);
}

int explore_fd(const struct explore *explore)
{
    return explore->epoll;
}

bool explore_is_over(const struct explore *explore)
{
    return explore->stage == STAGE_OVER;
}

bool explore_is_building(const struct explore *explore)
{
    return explore->stage == STAGE_BUILD;
}

void explore_end(struct explore *explore)
{
    explore->is_ending = true;
    if (explore->stage == STAGE_BUILD) {
        err_set(&explore->err, STATUS_NO_VERDICT, _("ended before it was built"));
        fail(explore);
    }
    stage_end(explore);
}

bool explore_has_failed(const struct explore *explore, struct err *err)
{
    if (explore->has_failed)
        *err = explore->err;
    return explore->has_failed;
}

const char *explore_messages(const struct explore *explore)
{
    return explore->build ? build_messages(explore->build) : "";
}

struct explore_progress explore_progress(const struct explore *explore)
{
    struct explore_progress progress = {.executions = explore->executions,
                                        .classes = explore->classes,
                                        .seconds = stage_seconds(explore)};
    for (unsigned i = 0; i < explore->process_count; i++) {
        const struct verdict_progress *now = &explore->processes[i].region->progress;
        progress.executions += now->executions;
        progress.classes += now->classes;
        progress.bound = now->bound;
        progress.phase = now->phase;
    }
    return progress;
}

const struct explore_result *explore_result(const struct explore *explore)
{
    return explore->has_failed ? NULL : explore->result;
}

struct trace *explore_trace(const struct explore *explore)
{
    return explore->trace;
}

struct explore_result *explore_take_result(struct explore *explore)
{
    struct explore_result *result = explore->has_failed ? NULL : explore->result;
    if (result)
        explore->result = NULL;
    return result;
}

struct trace *explore_take_trace(struct explore *explore)
{
    struct trace *trace = explore->trace;
    explore->trace = NULL;
    return trace;
}
