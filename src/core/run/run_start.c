/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a run begins: shared memory for its events, a held child, a clock; and how all is given back.
 */
#include "core/run/run_state.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum {
    TURN_US = 4000,     /* how often the rings are drained */
    STEP_US = 100,      /* the same where each step waits for us */
    SMALL_RINGS = 4096, /* records; enough for what calls alone produce between two turns */
    STEP_RINGS = 1024,  /* the same between two steps */
    WARM_RINGS = 8,     /* rings that have their memory before the program starts */
};

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
    uint32_t events = run->spec.ring_events ? run->spec.ring_events
                      : run->spec.plan      ? STEP_RINGS
                                            : SMALL_RINGS;
    /* Where each step waits for us, nothing is measured that a page fault could disturb. */
    run->region = region_create(events, run->spec.plan ? 0 : WARM_RINGS, &run->region_fd);
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
    long period_ns = 1000L * (run->spec.plan ? STEP_US : TURN_US);
    struct itimerspec every = {{0, period_ns}, {0, period_ns}};
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
    if (spec->plan && run->has_probe)
        run->conductor = conductor_new(spec->plan, run->region, &run->gate);
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
    text_release(&run->stuck);
    conductor_free(run->conductor);
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
