/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/run.h"

#include <assert.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/collect.h"
#include "core/deadlock.h"
#include "core/gatekeeper.h"
#include "core/load.h"
#include "core/watch.h"

enum {
    TURN_MS = 4,        /* how often the rings are drained */
    SMALL_RINGS = 4096, /* records; enough for what calls alone produce between two turns */
    WARM_RINGS = 8,     /* rings that have their memory before the program starts */
};

struct run {
    struct child *child;
    struct region *region;
    int region_fd, epoll_fd, timer_fd;
    struct trace *trace;
    struct timebase *timebase;
    struct kernel *kernel;
    struct collect *collect;
    struct gatekeeper gate;
    struct deadlock *deadlock; /* NULL: not watched for, or no more */
    struct watch watch;
    struct run_spec spec;
    struct run_outcome outcome;
    struct text output, line; /* line: output of nobody known, not yet told */
    size_t events_seen;
    uint64_t turned_ns, paused_ns;    /* the last turn; time spent paused, which no budget counts */
    uint64_t go_ns, first_ns, end_ns; /* CLOCK_MONOTONIC; first: the program's own first event */
    uint64_t load_ns;                 /* of all cores as it began, if has_load */
    pid_t pid;
    bool has_load;
    bool has_probe, has_gone, has_main_ended, is_stopping, is_over_budget, is_over;
    bool is_deadlocked;
    struct text hang; /* why it was ended over its budget */
};

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* --- starting -------------------------------------------------------------------------------- */

static size_t cores(int cpus[CPU_SETSIZE])
{
    cpu_set_t set;
    size_t n = 0;
    if (sched_getaffinity(0, sizeof(set), &set) == 0)
        for (int i = 0; i < CPU_SETSIZE; i++)
            if (CPU_ISSET(i, &set))
                cpus[n++] = i;
    if (n == 0)
        cpus[n++] = 0;
    return n;
}

static int open_region(struct run *run, const int *cpus, size_t cpu_count, struct err *err)
{
    uint32_t events = run->spec.ring_events ? run->spec.ring_events : SMALL_RINGS;
    run->region = region_create(events, WARM_RINGS, &run->region_fd);
    if (!run->region)
        return err_sys(err, _("cannot make shared memory for events"));
    run->region->place = run->spec.placement;
    atomic_store(&run->region->quiet, run->spec.is_quiet);
    for (size_t i = 0; i < cpu_count && i < sizeof(run->region->cpus) / 2; i++) {
        run->region->cpus[i] = (uint16_t)cpus[i];
        run->region->cpu_count = (uint32_t)i + 1;
    }
    return 0;
}

static int start_child(struct run *run, const int *cpus, const struct program_nature *nature,
                       struct err *err)
{
    struct text preload = {0};
    const char *others = getenv("LD_PRELOAD");
    text_add(&preload, "LD_PRELOAD=%s%s%s", run->spec.probe ? run->spec.probe : "",
             others && *others ? ":" : "", others ? others : "");
    const char *env[] = {text_get(&preload), NULL};
    struct child_spec spec = {.argv = run->spec.argv,
                              .extra_env = run->has_probe ? env : NULL,
                              .limits = run->spec.limits ? *run->spec.limits : child_default_limits,
                              .is_held = true,
                              .is_confined = true,
                              .share_name = run->has_probe ? RING_ENVIRONMENT : NULL,
                              .share_fd = run->region_fd};
    if (nature->is_sanitized)
        spec.limits.data_bytes = 0; /* a sanitizer reserves terabytes that it never touches */
    if (run->spec.placement == PLACE_ONE) {
        spec.cpus = cpus;
        spec.cpu_count = 1;
    }
    run->child = child_start(&spec, err);
    text_release(&preload);
    return run->child ? 0 : -1;
}

static int open_clock(struct run *run, struct err *err)
{
    run->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    run->timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (run->epoll_fd < 0 || run->timer_fd < 0)
        return err_sys(err, _("cannot watch the program"));
    struct itimerspec every = {{0, TURN_MS * 1000000}, {0, TURN_MS * 1000000}};
    struct epoll_event in = {.events = EPOLLIN};
    if (timerfd_settime(run->timer_fd, 0, &every, NULL) < 0 ||
        epoll_ctl(run->epoll_fd, EPOLL_CTL_ADD, run->timer_fd, &in) < 0 ||
        epoll_ctl(run->epoll_fd, EPOLL_CTL_ADD, child_fd(run->child), &in) < 0)
        return err_sys(err, _("cannot watch the program"));
    return 0;
}

static void set_facts(struct run *run, size_t cpu_count)
{
    struct text command = {0};
    if (run->spec.title)
        text_put(&command, run->spec.title);
    else
        for (size_t i = 0; run->spec.argv[i]; i++)
            text_add(&command, "%s%s", i ? " " : "", run->spec.argv[i]);
    uint32_t words = trace_add_text(run->trace, text_get(&command), command.size);
    text_release(&command);
    struct trace_facts *facts = trace_change_facts(run->trace);
    facts->command = words;
    facts->placement = run->spec.placement;
    facts->cpus = run->spec.placement == PLACE_ONE ? 1 : (uint32_t)cpu_count;
}

/* The program as typed, without its arguments. Lent by the trace. */
static const char *first_word(struct run *run)
{
    const char *command = trace_text(run->trace, trace_facts(run->trace)->command);
    uint32_t word = trace_add_text(run->trace, command, strcspn(command, " "));
    return trace_text(run->trace, word);
}

struct run *run_start(const struct run_spec *spec, struct err *err)
{
    struct run *run = xcalloc(1, sizeof(*run));
    run->region_fd = run->epoll_fd = run->timer_fd = -1;
    run->spec = *spec;
    run->trace = trace_new();
    run->timebase = timebase_new();

    int cpus[CPU_SETSIZE];
    size_t cpu_count = cores(cpus);
    set_facts(run, cpu_count);
    struct program_nature nature = {0};
    if (program_nature(spec->argv[0], &nature, err) < 0)
        goto failed;
    run->has_probe = !spec->is_plain && spec->probe && (nature.is_dynamic || nature.is_script);
    if (open_region(run, cpus, cpu_count, err) < 0 ||
        watch_start(&run->watch, spec->argv[0], spec->watch, run->region, err) < 0)
        goto failed;
    gatekeeper_init(&run->gate, run->region, spec->starts_gated, spec->speed);
    if (start_child(run, cpus, &nature, err) < 0 || open_clock(run, err) < 0)
        goto failed;
    run->collect = collect_new(run->region, run->trace, run->timebase, NULL);
    if (spec->title)
        collect_alias(run->collect, spec->argv[0], first_word(run));
    return run;

failed:
    run_free(run);
    return NULL;
}

void run_free(struct run *run)
{
    if (!run)
        return;
    child_free(run->child);
    deadlock_free(run->deadlock);
    text_release(&run->hang);
    collect_free(run->collect);
    kernel_free(run->kernel);
    timebase_free(run->timebase);
    trace_free(run->trace);
    if (run->region)
        region_unmap(run->region, region_size(run->region->ring_events));
    int fds[] = {run->region_fd, run->epoll_fd, run->timer_fd};
    for (size_t i = 0; i < sizeof(fds) / sizeof(*fds); i++)
        if (fds[i] >= 0)
            close(fds[i]);
    text_release(&run->output);
    text_release(&run->line);
    free(run);
}

/* --- turning --------------------------------------------------------------------------------- */

/* The child is held before its exec: now its number is known, and the kernel's account can cover
 * it from its first instruction on. */
static void let_go(struct run *run)
{
    run->pid = child_pid(run->child);
    if (!run->spec.is_plain) {
        run->kernel = kernel_follow(run->pid);
        collect_use_kernel(run->collect, run->kernel);
        const char *story = kernel_story(run->kernel);
        uint32_t words = trace_add_text(run->trace, story, strlen(story));
        trace_change_facts(run->trace)->kernel_story = words;
    }
    collect_lane(run->collect, run->pid, run->pid);
    run->has_gone = true;
    run->has_load = load_busy_ns(&run->load_ns);
    run->go_ns = now_ns();
    collect_start(run->collect);
    if (run->has_probe)
        collect_await_probe(run->collect);
    if (run->has_probe)
        run->deadlock = deadlock_watch(run->trace, run->pid);
    child_go(run->child);
}

/* Output of a program without a probe: nobody knows which thread printed it, so it is told line by
 * line as the program's. */
static void tell_output(struct run *run, bool is_last)
{
    const char *start = text_get(&run->line);
    size_t left = run->line.size;
    while (left > 0) {
        const char *newline = memchr(start, '\n', left);
        if (!newline && !is_last && left < TEXT_LIMIT)
            break;
        size_t n = newline ? (size_t)(newline - start) + 1 : left;
        if (n > TEXT_LIMIT)
            n = TEXT_LIMIT;
        struct event event = {.kind = K_OUTPUT,
                              .pid = (uint32_t)run->pid,
                              .tid = (uint32_t)run->pid,
                              .a = 1,
                              .b = (int64_t)n};
        collect_tell(run->collect, &event, now_ns(), start, n);
        start += n;
        left -= n;
    }
    struct text rest = {0};
    text_put_bytes(&rest, start, left);
    text_release(&run->line);
    run->line = rest;
}

static void take_output(struct run *run)
{
    char bytes[16384];
    size_t n;
    while ((n = child_read(run->child, bytes, sizeof(bytes))) > 0) {
        run->outcome.output_bytes += n;
        size_t room = RUN_OUTPUT_KEPT - run->output.size;
        text_put_bytes(&run->output, bytes, n < room ? n : room);
        if (!run->has_probe && room > 0)
            text_put_bytes(&run->line, bytes, n < room ? n : room);
    }
    if (run->line.size > 0)
        tell_output(run, false);
}

static uint64_t nanoseconds(struct timeval time)
{
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_usec * 1000u;
}

static void take_deaths(struct run *run)
{
    struct child_death death;
    while (child_next_death(run->child, &death)) {
        run->outcome.cpu_ns +=
            nanoseconds(death.usage.ru_utime) + nanoseconds(death.usage.ru_stime);
        run->outcome.switches += (uint64_t)death.usage.ru_nvcsw;
        run->outcome.preemptions += (uint64_t)death.usage.ru_nivcsw;
        collect_death(run->collect, death.pid);
        struct event event = {.kind = K_ENDED,
                              .pid = (uint32_t)death.pid,
                              .tid = (uint32_t)death.pid,
                              .b = death.status};
        collect_tell(run->collect, &event, death.ns, NULL, 0);
        if (death.pid != run->pid)
            continue;
        run->has_main_ended = true;
        run->outcome.status = death.status;
        run->end_ns = death.ns;
    }
}

static void see_at_gate(struct run *run, const struct event *event)
{
    int slot = collect_slot(run->collect, event->lane);
    if (slot >= 0)
        gatekeeper_told(&run->gate, (uint32_t)slot,
                        event->flags & EVENT_PRIVATE ? STEP_PASSES : STEP_COUNTS);
}

/* What of the new events matters to the run itself. */
static void look_through(struct run *run)
{
    for (; run->events_seen < trace_count(run->trace); run->events_seen++) {
        const struct event *event = trace_event(run->trace, run->events_seen);
        if (event->flags & EVENT_AT_GATE)
            see_at_gate(run, event);
        if (event->kind == K_SAMPLE)
            watch_event(&run->watch, run->trace, event);
        else if (event->kind == K_PROCESS_START && run->first_ns == 0)
            run->first_ns = collect_start_ns(run->collect) + event->clock;
    }
}

static enum run_end verdict(const struct run *run)
{
    if (child_state(run->child) == CHILD_FAILED || child_exec_error(run->child) != 0)
        return RUN_NOT_STARTED;
    if (run->is_deadlocked)
        return RUN_DEADLOCK;
    if (run->is_over_budget)
        return RUN_HUNG;
    enum child_reason reason = child_reason(run->child);
    if (reason == CHILD_MEMORY || reason == CHILD_PROCESSES)
        return RUN_LIMIT;
    if (reason == CHILD_BY_REQUEST || !run->has_main_ended)
        return RUN_STOPPED;
    if (WIFSIGNALED(run->outcome.status))
        return run->outcome.counts[K_ASSERT] > 0 ? RUN_ASSERTED : RUN_CRASHED;
    return RUN_RETURNED;
}

/* What the cores did beside the program, by the kernel's ticks, from its start until now; told as
 * if it had been so all the time that the program ran. */
static void note_others(struct run *run)
{
    uint64_t load_ns, own_ns = run->outcome.cpu_ns, window_ns = now_ns() - run->go_ns;
    run->outcome.has_others = run->has_load && window_ns > 0 && load_busy_ns(&load_ns);
    if (!run->outcome.has_others)
        return;
    /* Ticks are coarse and may be booked late: not more than there was. */
    uint64_t all_ns = load_ns - run->load_ns, most_ns = window_ns * run->region->cpu_count;
    all_ns = all_ns < most_ns ? all_ns : most_ns;
    double others = all_ns > own_ns ? (double)(all_ns - own_ns) / (double)window_ns : 0;
    run->outcome.others_ns = (uint64_t)(others * (double)run->outcome.wall_ns);
}

static void finish(struct run *run)
{
    tell_output(run, true);
    collect_finish(run->collect);
    look_through(run);
    struct run_outcome *outcome = &run->outcome;
    collect_counts(run->collect, outcome->counts);
    outcome->left_over = child_left_over(run->child);
    outcome->events = trace_count(run->trace);
    outcome->lost = collect_lost(run->collect);
    outcome->late = trace_facts(run->trace)->late;
    uint64_t start = run->first_ns ? run->first_ns : run->go_ns;
    uint64_t end = run->end_ns ? run->end_ns : now_ns();
    outcome->wall_ns = end > start ? end - start : 0;
    note_others(run);
    for (unsigned i = 0; i < run->watch.count; i++) {
        outcome->value_known[i] = run->watch.vars[i].is_known;
        outcome->value[i] = run->watch.vars[i].value;
    }
    outcome->end = verdict(run);
    struct trace_facts *facts = trace_change_facts(run->trace);
    facts->wall_ns = outcome->wall_ns;
    facts->status = outcome->status;
    facts->has_ended = 1;
    run->is_over = true;
}

/* Says in the trace what it is, and ends the program, which cannot do so itself. */
static void end_with_note(struct run *run, const char *words)
{
    struct event event = {.kind = K_NOTED, .pid = (uint32_t)run->pid, .tid = (uint32_t)run->pid};
    collect_tell(run->collect, &event, now_ns(), words, strlen(words));
    run->is_stopping = true;
    child_end(run->child);
}

void run_turn(struct run *run)
{
    if (run->is_over)
        return;
    uint64_t ticks;
    if (read(run->timer_fd, &ticks, sizeof(ticks)) < 0)
        assert(errno == EAGAIN || errno == EINTR);
    child_turn(run->child);
    if (!run->has_gone && child_state(run->child) == CHILD_HELD)
        let_go(run);
    if (run->has_gone)
        watch_look(&run->watch, run->collect, run->pid);
    take_output(run);
    take_deaths(run);
    collect_turn(run->collect);
    look_through(run);
    uint64_t now = now_ns();
    gatekeeper_turn(&run->gate, now);
    if (run->gate.is_paused && run->turned_ns)
        run->paused_ns += now - run->turned_ns;
    run->turned_ns = now;
    if (run->deadlock && !run->is_stopping && !run->has_main_ended &&
        deadlock_look(run->deadlock, now_ns())) {
        end_with_note(run, deadlock_sentence(run->deadlock));
        run->is_deadlocked = true;
    }
    double budget = run->spec.budget_s;
    if (budget > 0 && run->has_gone && !run->is_stopping &&
        (double)(now - run->go_ns) > budget * 1e9 + (double)run->paused_ns) {
        deadlock_explain_hang(run->trace, budget, &run->hang);
        end_with_note(run, text_get(&run->hang));
        run->is_over_budget = true;
    }
    if (child_state(run->child) == CHILD_OVER)
        finish(run);
}

/* --- asking ---------------------------------------------------------------------------------- */

int run_fd(const struct run *run)
{
    return run->epoll_fd;
}

bool run_is_over(const struct run *run)
{
    return run->is_over;
}

struct trace *run_trace(struct run *run)
{
    return run->trace;
}

struct trace *run_take_trace(struct run *run)
{
    assert(run->is_over);
    struct trace *trace = run->trace;
    run->trace = NULL;
    return trace;
}

const struct run_outcome *run_outcome(const struct run *run)
{
    return &run->outcome;
}

const char *run_output(const struct run *run, size_t *size)
{
    *size = run->output.size;
    return text_get(&run->output);
}

int run_exec_error(const struct run *run)
{
    return child_exec_error(run->child);
}

void run_end(struct run *run)
{
    if (run->is_stopping || run->is_over)
        return;
    run->is_stopping = true;
    child_end(run->child);
}

/* --- control --------------------------------------------------------------------------------- */

void run_pause(struct run *run)
{
    gatekeeper_pause(&run->gate);
}

void run_resume(struct run *run)
{
    gatekeeper_resume(&run->gate);
}

bool run_is_paused(const struct run *run)
{
    return run->gate.is_paused;
}

void run_set_speed(struct run *run, double steps_per_second)
{
    gatekeeper_speed(&run->gate, steps_per_second);
}

const char *run_hang(const struct run *run)
{
    return run->hang.size > 0 ? text_get(&run->hang) : NULL;
}

const char *run_deadlock(const struct run *run)
{
    return run->is_deadlocked ? deadlock_sentence(run->deadlock) : NULL;
}

bool run_lane_at_gate(const struct run *run, uint32_t lane)
{
    int slot = collect_slot(run->collect, lane);
    return slot >= 0 && gatekeeper_is_ready(&run->gate, (uint32_t)slot);
}

bool run_step(struct run *run, uint32_t lane, struct text *why)
{
    const char *name = trace_text(run->trace, trace_lane(run->trace, lane)->name);
    int slot = run->is_over ? -1 : collect_slot(run->collect, lane);
    if (slot < 0) {
        text_add(why, _("%s has ended: there is nothing left to step"), name);
        return false;
    }
    if (!gatekeeper_is_ready(&run->gate, (uint32_t)slot)) {
        text_add(why,
                 run->gate.is_paused
                     ? _("%s has not come to its next step yet: it computes, or waits in the "
                         "operating system")
                     : _("%s runs free: pause first"),
                 name);
        return false;
    }
    gatekeeper_permit(&run->gate, (uint32_t)slot);
    return true;
}

const char *run_end_word(enum run_end end)
{
    static const char *const words[] = {
        [RUN_RETURNED] = "returns",        [RUN_CRASHED] = "crashes", [RUN_ASSERTED] = "assertion",
        [RUN_DEADLOCK] = "deadlock",       [RUN_HUNG] = "hangs",      [RUN_STOPPED] = "stopped",
        [RUN_NOT_STARTED] = "not-started", [RUN_LIMIT] = "limit",
    };
    return words[end];
}
