/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/explore.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/build.h"
#include "core/child.h"
#include "core/narrate.h"

/* The explorer ends by itself within its budget; this much later it is ended. */
static const double grace_s = 1.0;

enum stage { STAGE_BUILD, STAGE_SEARCH, STAGE_PROVE, STAGE_NARROW, STAGE_RETELL, STAGE_OVER };

/* One explored process. */
struct worker {
    struct child *child;
    struct verdict *region; /* shared with it */
    int status;             /* wait status; -1 not known */
    bool has_ended;
};

struct explore {
    struct explore_bounds bounds;
    char *title, *schedule, *program;
    char **args; /* args[0] is the program once it is built */
    bool stops, is_ending, is_over_budget, is_decided, has_failed;
    double budget_s;
    enum stage stage;
    struct build *build;
    struct worker workers[EXPLORE_JOBS];
    unsigned worker_count;
    struct verdict_progress before; /* of the stages that are over */
    int epoll, timer;
    uint64_t begin_ns; /* CLOCK_MONOTONIC when the first process was started */
    bool is_proved, is_part_missing;
    unsigned kinds; /* bit 1 << enum verdict_kind: answers of all processes so far */
    struct explore_result *result;
    struct trace *trace;
    struct err err;
};

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double seconds_since(uint64_t begin_ns)
{
    return begin_ns ? now_s() - (double)begin_ns / 1e9 : 0;
}

static void fail(struct explore *explore)
{
    explore->has_failed = true;
    explore->stage = STAGE_OVER;
}

/* --- one process ------------------------------------------------------------------------------ */

static struct verdict *make_region(int *fd, struct err *err)
{
    *fd = memfd_create("conc-tutor-verdict", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (*fd < 0 || ftruncate(*fd, sizeof(struct verdict)) < 0 ||
        fcntl(*fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) < 0) {
        err_sys(err, _("cannot make shared memory for the explorer"));
        return NULL;
    }
    void *map = mmap(NULL, sizeof(struct verdict), PROT_READ | PROT_WRITE, MAP_SHARED, *fd, 0);
    if (map != MAP_FAILED)
        return map;
    err_sys(err, _("cannot map shared memory for the explorer"));
    return NULL;
}

static void worker_release(struct worker *worker)
{
    child_free(worker->child);
    if (worker->region)
        munmap(worker->region, sizeof(*worker->region));
    *worker = (struct worker){0};
}

static int worker_start(struct explore *explore, struct worker *worker,
                        const struct verdict_request *request)
{
    int fd;
    *worker = (struct worker){.status = -1};
    worker->region = make_region(&fd, &explore->err);
    if (worker->region) {
        worker->region->magic = VERDICT_MAGIC;
        worker->region->version = VERDICT_VERSION;
        worker->region->request = *request;
        struct child_spec spec = {.argv = (const char *const *)explore->args,
                                  .limits = child_default_limits,
                                  .is_confined = true,
                                  .share_name = VERDICT_ENVIRONMENT,
                                  .share_fd = fd};
        spec.limits.cpu_s = (unsigned)(explore->budget_s + 10);
        worker->child = child_start(&spec, &explore->err);
    }
    if (fd >= 0)
        close(fd);
    struct epoll_event in = {.events = EPOLLIN};
    if (worker->child &&
        epoll_ctl(explore->epoll, EPOLL_CTL_ADD, child_fd(worker->child), &in) == 0)
        return 0;
    if (worker->child)
        err_sys(&explore->err, _("cannot watch the explorer"));
    worker_release(worker);
    return -1;
}

static void worker_turn(struct worker *worker)
{
    if (!worker->child || worker->has_ended)
        return;
    child_turn(worker->child);
    char bytes[4096]; /* what the program prints is in the outcomes; this is for nobody */
    while (child_read(worker->child, bytes, sizeof(bytes)) > 0)
        continue;
    struct child_death death;
    while (child_next_death(worker->child, &death))
        if (death.pid == child_pid(worker->child))
            worker->status = death.status;
    worker->has_ended = child_state(worker->child) == CHILD_OVER;
}

/* --- what is asked for ------------------------------------------------------------------------ */

static struct verdict_request request_of(const struct explore *explore, unsigned ask)
{
    const struct explore_bounds *bounds = &explore->bounds;
    double left = explore->budget_s - seconds_since(explore->begin_ns);
    struct verdict_request request = {
        .ask = ask | (bounds->is_all ? (unsigned)ASK_ALL : 0) |
               (bounds->is_spurious ? (unsigned)ASK_SPURIOUS : 0) |
               (bounds->uses_turns ? (unsigned)ASK_TURNS : 0),
        .preemptions = bounds->has_preemptions ? bounds->preemptions : EXPLORE_BOUND,
        .random_executions = bounds->random,
        .seed = bounds->seed,
        .budget_ns = (uint64_t)((left > 0.01 ? left : 0.01) * 1e9),
    };
    uint64_t done = explore->before.executions;
    if (bounds->executions > 0)
        request.executions = bounds->executions > done ? bounds->executions - done : 1;
    return request;
}

/* The proof is a stage of its own, in several processes. */
static bool is_cut(const struct explore *explore)
{
    const struct explore_bounds *bounds = &explore->bounds;
    return !explore->schedule && !bounds->is_random && !bounds->has_preemptions &&
           (bounds->jobs > 1 || bounds->shards > 1);
}

static unsigned first_ask(const struct explore *explore)
{
    if (explore->schedule)
        return ASK_REPLAY | (explore->stops ? ASK_STOP : 0);
    if (explore->bounds.is_random)
        return ASK_RANDOM;
    if (explore->bounds.has_preemptions || is_cut(explore))
        return ASK_BOUNDED;
    return ASK_BOUNDED | ASK_PROVE;
}

static int start_one(struct explore *explore, enum stage stage, struct verdict_request *request,
                     const char *schedule)
{
    size_t n = schedule ? strlen(schedule) : 0;
    if (n >= sizeof(request->schedule))
        return err_set(&explore->err, STATUS_USAGE, _("the schedule is too long"));
    if (n > 0)
        memcpy(request->schedule, schedule, n);
    explore->stage = stage;
    explore->worker_count = 1;
    return worker_start(explore, &explore->workers[0], request);
}

static int start_proof(struct explore *explore)
{
    const struct explore_bounds *bounds = &explore->bounds;
    unsigned jobs = bounds->jobs > 1 ? bounds->jobs : 1;
    unsigned shards = bounds->shards > 1 ? bounds->shards : 1;
    explore->stage = STAGE_PROVE;
    explore->worker_count = 0;
    explore_result_forget_outcomes(explore->result); /* all are seen again */
    for (unsigned i = 0; i < jobs; i++) {
        struct verdict_request request = request_of(explore, ASK_PROVE);
        request.shard = bounds->shard * jobs + i;
        request.shards = shards * jobs;
        if (worker_start(explore, &explore->workers[i], &request) < 0)
            return -1;
        explore->worker_count = i + 1;
    }
    return 0;
}

/* A shard is a part of the proof. Looking for what is simple is not cut: it is done by whoever has
 * all of it, or by nobody. */
static int start_search(struct explore *explore)
{
    explore->begin_ns = (uint64_t)(now_s() * 1e9);
    if (is_cut(explore) && explore->bounds.shards > 1)
        return start_proof(explore);
    struct verdict_request request = request_of(explore, first_ask(explore));
    return start_one(explore, STAGE_SEARCH, &request, explore->schedule);
}

/* --- from stage to stage ---------------------------------------------------------------------- */

static bool has_failure(const struct explore *explore)
{
    const struct explore_result *result = explore->result;
    for (size_t i = 0; i < result->failure_count; i++)
        if (result->failures[i].kind != FAILURE_RACE)
            return true;
    return false;
}

/* The most preemptions that a failure to be reported has. */
static unsigned most_preemptions(const struct explore *explore)
{
    const struct explore_result *result = explore->result;
    unsigned most = 0;
    for (size_t i = 0; i < result->failure_count; i++) {
        unsigned preemptions = result->failures[i].preemptions;
        if (preemptions > most && (explore->bounds.is_all || i == 0))
            most = preemptions;
    }
    return most;
}

static void die_without_answer(struct explore *explore, const struct worker *worker)
{
    struct text how = {0};
    enum child_reason reason = child_reason(worker->child);
    int error = child_exec_error(worker->child);
    if (error)
        text_put(&how, strerror(error));
    else if (reason == CHILD_MEMORY)
        text_put(&how, _("it used more memory than it may have"));
    else if (reason == CHILD_PROCESSES)
        text_put(&how, _("it had more processes than it may have"));
    else
        narrate_status(&how, worker->status);
    err_set(&explore->err, STATUS_FAILED, _("the explorer of '%s' gave no answer: %s"),
            explore->title, text_get(&how));
    text_release(&how);
    explore->has_failed = true;
}

/* Takes in what a process has answered. Nobody writes to its region any more. */
static void take_answer(struct explore *explore, const struct worker *worker, bool counts)
{
    const struct verdict *verdict = worker->region;
    bool was_ended = explore->is_over_budget || explore->is_decided || explore->is_ending;
    uint32_t state = verdict->state;
    if (verdict->magic != VERDICT_MAGIC || verdict->version != VERDICT_VERSION ||
        (state == VERDICT_RUNNING && !was_ended) || state > VERDICT_INTERNAL) {
        die_without_answer(explore, worker);
        return;
    }
    if (state == VERDICT_INTERNAL) {
        err_set(&explore->err, STATUS_FAILED, _("the explorer failed: %.*s"),
                (int)sizeof(verdict->text) - 1, verdict->text);
        explore->has_failed = true;
        return;
    }
    if (!counts)
        return;
    explore_result_add(explore->result, verdict, explore->program);
    if (explore->stage != STAGE_NARROW) /* which looks again at what was counted already */
        explore_result_add_outcomes(explore->result, verdict);
    unsigned kind = state == VERDICT_RUNNING ? VERDICT_EXHAUSTED : verdict->kind;
    explore->kinds |= 1u << (kind <= VERDICT_EXHAUSTED ? kind : VERDICT_NONE);
    if (explore->stage != STAGE_PROVE && state == VERDICT_DONE &&
        verdict->preemption_bound <= INT32_MAX &&
        (int)verdict->preemption_bound > explore->result->bound)
        explore->result->bound = (int)verdict->preemption_bound;
    explore->is_part_missing |= verdict->is_complete == 0;
    explore->before.executions += verdict->progress.executions;
    explore->before.classes += verdict->progress.classes;
}

static bool shows_it(const struct explore *explore, const struct verdict *verdict)
{
    const struct explore_result *result = explore->result;
    if (verdict->event_count == 0)
        return false;
    if (explore->schedule || result->shown < 0)
        return true;
    return strncmp(verdict->schedule, result->failures[result->shown].schedule,
                   sizeof(verdict->schedule)) == 0;
}

static enum verdict_kind verdict_of(const struct explore *explore)
{
    if (explore->result->failure_count > 0)
        return VERDICT_FAILED;
    if (explore->kinds & (1u << VERDICT_EXHAUSTED) || explore->is_over_budget || explore->is_ending)
        return VERDICT_EXHAUSTED;
    if (explore->is_proved)
        return VERDICT_PROVED;
    if (explore->kinds & (1u << VERDICT_SAMPLED))
        return VERDICT_SAMPLED;
    return explore->kinds & (1u << VERDICT_BOUNDED) ? VERDICT_BOUNDED : VERDICT_NONE;
}

static void finish(struct explore *explore)
{
    explore->result->seconds = seconds_since(explore->begin_ns);
    explore->result->verdict = verdict_of(explore);
    explore->stage = STAGE_OVER;
}

/* A counterexample that has not been recorded, or not by the process that is over now. */
static bool wants_retelling(const struct explore *explore)
{
    const struct explore_result *result = explore->result;
    return !explore->trace && result->shown >= 0 && *result->failures[result->shown].schedule &&
           !explore->is_ending;
}

static bool wants_proof(const struct explore *explore)
{
    return is_cut(explore) && (explore->bounds.is_all || !has_failure(explore)) &&
           !(explore->kinds & (1u << VERDICT_EXHAUSTED));
}

static bool wants_narrowing(const struct explore *explore)
{
    return !explore->schedule && !explore->bounds.is_random && explore->bounds.shards <= 1 &&
           !explore->bounds.has_preemptions &&
           (int)most_preemptions(explore) > explore->result->bound + 1 &&
           seconds_since(explore->begin_ns) < explore->budget_s;
}

static int start_next(struct explore *explore)
{
    enum stage stage = explore->stage;
    bool may_go_on = !explore->is_over_budget && !explore->is_ending && !explore->result->refusal;
    if (may_go_on && stage == STAGE_SEARCH && wants_proof(explore))
        return start_proof(explore);
    if (may_go_on && stage < STAGE_NARROW && wants_narrowing(explore)) {
        struct verdict_request request = request_of(explore, ASK_BOUNDED);
        request.preemptions = most_preemptions(explore) - 1;
        return start_one(explore, STAGE_NARROW, &request, NULL);
    }
    if (stage < STAGE_RETELL && wants_retelling(explore)) {
        struct verdict_request request = request_of(explore, ASK_REPLAY);
        request.executions = 0;
        request.budget_ns = 10000000000u;
        return start_one(explore, STAGE_RETELL, &request,
                         explore->result->failures[explore->result->shown].schedule);
    }
    finish(explore);
    return 0;
}

static void set_timer(struct explore *explore, double seconds)
{
    time_t whole = (time_t)seconds;
    struct itimerspec end = {
        .it_value = {.tv_sec = whole,
                     .tv_nsec = 1 + (long)((seconds - (double)whole) * 999999998)}};
    timerfd_settime(explore->timer, 0, &end, NULL); /* cannot fail with these values */
}

/* A trace of the failure that is shown now, if one of these processes has recorded it. */
static void take_trace(struct explore *explore)
{
    for (unsigned i = 0; i < explore->worker_count; i++) {
        const struct verdict *verdict = explore->workers[i].region;
        if (explore->trace || verdict->state != VERDICT_DONE || !shows_it(explore, verdict))
            continue;
        explore->trace = explore_result_trace(explore->result, verdict, explore->program);
    }
}

static void finish_stage(struct explore *explore)
{
    enum stage stage = explore->stage;
    bool is_retold = stage == STAGE_RETELL;
    explore->is_part_missing = false;
    struct explore_result *result = explore->result;
    for (unsigned i = 0; i < explore->worker_count && !explore->has_failed; i++)
        take_answer(explore, &explore->workers[i], !is_retold);
    bool asked_for_all = first_ask(explore) & ASK_PROVE || stage == STAGE_PROVE;
    if (stage <= STAGE_PROVE && asked_for_all && explore->worker_count > 0)
        explore->is_proved = result->is_complete = !explore->is_part_missing;
    else if (stage == STAGE_SEARCH && explore->worker_count > 0 && !wants_proof(explore))
        result->is_complete = !explore->is_part_missing;
    if (!explore->has_failed) {
        if (!is_retold) {
            char *shown = result->shown >= 0 ? xstrdup(result->failures[0].schedule) : NULL;
            explore_result_order(result);
            if (shown && strcmp(shown, result->failures[0].schedule) != 0) {
                trace_free(explore->trace);
                explore->trace = NULL;
            }
            free(shown);
        }
        take_trace(explore);
    }
    for (unsigned i = 0; i < explore->worker_count; i++)
        worker_release(&explore->workers[i]);
    explore->worker_count = 0;
    if (explore->has_failed)
        fail(explore);
    else if (start_next(explore) < 0)
        fail(explore);
    else if (explore->stage == STAGE_RETELL)
        set_timer(explore, 20);
}

/* --- turning ---------------------------------------------------------------------------------- */

static bool are_over(const struct explore *explore)
{
    for (unsigned i = 0; i < explore->worker_count; i++)
        if (!explore->workers[i].has_ended)
            return false;
    return true;
}

static void end_workers(struct explore *explore)
{
    for (unsigned i = 0; i < explore->worker_count; i++)
        child_end(explore->workers[i].child);
}

/* One shard has found what is looked for: the others need not go on. */
static void end_the_others(struct explore *explore)
{
    if (explore->stage != STAGE_PROVE || explore->bounds.is_all || explore->is_ending)
        return;
    for (unsigned i = 0; i < explore->worker_count; i++) {
        const struct worker *worker = &explore->workers[i];
        if (!worker->has_ended || worker->region->kind != VERDICT_FAILED)
            continue;
        for (unsigned k = 0; k < worker->region->failure_count && k < VERDICT_FAILURES; k++)
            if (worker->region->failures[k].kind != FAILURE_RACE) {
                explore->is_decided = true;
                end_workers(explore);
                return;
            }
    }
}

static void start_program(struct explore *explore)
{
    const char *program = build_program(explore->build, &explore->err);
    if (!program) {
        fail(explore);
        return;
    }
    explore->program = xstrdup(program);
    explore->args[0] = xstrdup(program);
    set_timer(explore, explore->budget_s + grace_s);
    if (start_search(explore) < 0)
        fail(explore);
}

void explore_turn(struct explore *explore)
{
    if (explore->stage == STAGE_OVER)
        return;
    if (explore->stage == STAGE_BUILD) {
        build_turn(explore->build);
        if (build_is_over(explore->build))
            start_program(explore);
        return;
    }
    uint64_t times;
    if (read(explore->timer, &times, sizeof(times)) > 0) {
        explore->is_over_budget = true;
        end_workers(explore);
    }
    for (unsigned i = 0; i < explore->worker_count; i++)
        worker_turn(&explore->workers[i]);
    end_the_others(explore);
    if (are_over(explore))
        finish_stage(explore);
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
    struct build_spec what = {
        .source = spec->source, .has_hooks = true, .probe = spec->library, .cache = spec->cache};
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
    if (!spec->library) {
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
    explore->stops = spec->stops;
    explore->budget_s = spec->budget_s > 0 ? spec->budget_s : EXPLORE_BUDGET_S;
    explore->result = explore_result_new(explore->title);
    copy_args(explore, spec);
    if (open_clock(explore, err) < 0 || start_build(explore, spec, err) < 0)
        goto failed;
    if (build_is_over(explore->build)) {
        start_program(explore);
        if (explore->has_failed && *build_messages(explore->build) == '\0') {
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
    for (unsigned i = 0; i < explore->worker_count; i++)
        worker_release(&explore->workers[i]);
    build_free(explore->build);
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
    end_workers(explore);
}

bool explore_has_failed(const struct explore *explore, struct err *err)
{
    if (explore->has_failed)
        *err = explore->err;
    return explore->has_failed;
}

const char *explore_messages(const struct explore *explore)
{
    return build_messages(explore->build);
}

struct explore_progress explore_progress(const struct explore *explore)
{
    struct explore_progress progress = {.executions = explore->before.executions,
                                        .classes = explore->before.classes,
                                        .seconds = seconds_since(explore->begin_ns)};
    for (unsigned i = 0; i < explore->worker_count; i++) {
        const struct verdict_progress *now = &explore->workers[i].region->progress;
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
