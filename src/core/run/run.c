/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/run/run_state.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/base/load.h"

uint64_t run_now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* --- turning --------------------------------------------------------------------------------- */

/* The child is held before its exec: now its number is known, and the kernel's account can cover
 * it from its first instruction on. */
static void note(struct run *run, const char *words)
{
    struct event event = {.kind = K_NOTED, .pid = (uint32_t)run->pid, .tid = (uint32_t)run->pid};
    collect_tell(run->collect, &event, run_now_ns(), words, strlen(words));
}

static void let_go(struct run *run)
{
    run->pid = child_pid(run->child);
    if (!run->spec.is_plain && !run->conductor) { /* nothing is measured of what waits for us */
        run->kernel = kernel_follow(run->pid);
        collect_use_kernel(run->collect, run->kernel);
        const char *story = kernel_story(run->kernel);
        uint32_t words = trace_add_text(run->trace, story, strlen(story));
        trace_change_facts(run->trace)->kernel_story = words;
    }
    collect_lane(run->collect, run->pid, run->pid);
    run->has_gone = true;
    run->has_load = load_busy_ns(&run->load_ns);
    run->go_ns = run_now_ns();
    collect_start(run->collect);
    if (run->has_probe)
        collect_await_probe(run->collect);
    if (run->has_probe)
        run->deadlock = deadlock_watch(run->trace, run->pid);
    else if (!run->spec.is_plain && run->spec.probe)
        note(run,
             _("it is linked statically: only what it prints and how it ends can be seen of it"));
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
        collect_tell(run->collect, &event, run_now_ns(), start, n);
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
    int status = WEXITSTATUS(run->outcome.status);
    return status == STATUS_CANNOT ? RUN_CANNOT : status == 0 ? RUN_RETURNED : RUN_FAILED;
}

/* What the cores did beside the program, by the kernel's ticks, from its start until now; told as
 * if it had been so all the time that the program ran. */
static void note_others(struct run *run)
{
    uint64_t load_ns, own_ns = run->outcome.cpu_ns, window_ns = run_now_ns() - run->go_ns;
    run->outcome.has_others = run->has_load && window_ns > 0 && load_busy_ns(&load_ns);
    if (!run->outcome.has_others)
        return;
    /* Ticks are coarse and may be booked late: not more than there was. */
    uint64_t all_ns = load_ns - run->load_ns, most_ns = window_ns * run->region->cpu_count;
    all_ns = all_ns < most_ns ? all_ns : most_ns;
    double others = all_ns > own_ns ? (double)(all_ns - own_ns) / (double)window_ns : 0;
    run->outcome.others_ns = (uint64_t)(others * (double)run->outcome.wall_ns);
}

/* What was expected to tell of itself never did. */
static void note_silence(struct run *run)
{
    bool has_run = !child_exec_error(run->child) && !run->is_stopping;
    if (run->has_probe && has_run && run->outcome.counts[K_PROCESS_START] == 0)
        note(run, _("its steps could not be followed: only what it printed and how it ended "
                    "could be seen of it"));
}

static void finish(struct run *run)
{
    struct run_outcome *outcome = &run->outcome;
    tell_output(run, true);
    collect_counts(run->collect, outcome->counts);
    note_silence(run);
    collect_finish(run->collect);
    look_through(run);
    collect_counts(run->collect, outcome->counts);
    outcome->left_over = child_left_over(run->child);
    outcome->events = trace_count(run->trace);
    outcome->lost = collect_lost(run->collect);
    outcome->lost_switches = run->kernel ? kernel_lost(run->kernel) : 0;
    outcome->late = trace_facts(run->trace)->late;
    uint64_t start = run->first_ns ? run->first_ns : run->go_ns;
    uint64_t end = run->end_ns ? run->end_ns : run_now_ns();
    outcome->wall_ns = end > start ? end - start : 0;
    outcome->lived_ns = end > run->go_ns ? end - run->go_ns : 0;
    if (run->conductor)
        outcome->length = conductor_length(run->conductor);
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

void run_end_with_note(struct run *run, const char *words)
{
    note(run, words);
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
    uint64_t now = run_now_ns();
    gatekeeper_turn(&run->gate, now);
    if (run->conductor && run->has_gone)
        run_conduct(run, now);
    if (run->gate.is_paused && run->turned_ns)
        run->paused_ns += now - run->turned_ns;
    run->turned_ns = now;
    if (run->deadlock && !run->is_stopping && !run->has_main_ended &&
        deadlock_look(run->deadlock, run_now_ns())) {
        run_end_with_note(run, deadlock_sentence(run->deadlock));
        run->is_deadlocked = true;
    }
    if (run->has_gone && !run->is_stopping && run_has_spent(run, now)) {
        run_end_with_note(run, text_get(&run->hang));
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
    if (run->stuck.size > 0)
        return text_get(&run->stuck);
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
        [RUN_RETURNED] = N_("returns"),
        [RUN_CRASHED] = N_("crashes"),
        [RUN_ASSERTED] = N_("assertion"),
        [RUN_DEADLOCK] = N_("deadlock"),
        [RUN_HUNG] = N_("hangs"),
        [RUN_STOPPED] = N_("stopped"),
        [RUN_NOT_STARTED] = N_("not-started"),
        [RUN_LIMIT] = N_("limit"),
        [RUN_CANNOT] = N_("cannot"),
        [RUN_FAILED] = N_("fails"),
    };
    return words[end];
}

const char *run_end_name(enum run_end end)
{
    return _(run_end_word(end));
}
