/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of a run share: run_start.c (how it begins and how it is given back), run.c (how
 * it goes on, and what it answers), run_budget.c (how long it may) and run_conduct.c (whose steps
 * are ours). Nobody else includes this.
 */
#ifndef CORE_RUN_RUN_STATE_H
#define CORE_RUN_RUN_STATE_H

#include <sys/types.h>

#include "core/run/gatekeeper.h"
#include "core/run/run.h"
#include "core/trace/collect.h"
#include "core/trace/deadlock.h"
#include "core/trace/watch.h"

struct run {
    struct child *child;
    struct region *region;
    int region_fd, epoll_fd, timer_fd;
    struct trace *trace;
    struct timebase *timebase;
    struct kernel *kernel;
    struct collect *collect;
    struct gatekeeper gate;
    struct conductor *conductor; /* NULL: there is no plan */
    struct deadlock *deadlock;   /* NULL: not watched for, or no more */
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
    struct text hang;  /* why it was ended over its budget */
    struct text stuck; /* why nobody can go on, where a conductor knows it */
};

uint64_t run_now_ns(void); /* CLOCK_MONOTONIC */
/* Says in the trace what it is, and ends the program, which cannot do so itself. */
void run_end_with_note(struct run *run, const char *words);
/* run_budget.c: is its time up? Then run->hang says so. */
bool run_has_spent(struct run *run, uint64_t now_ns);
/* run_conduct.c: lets those go who may, as the plan says. The gate's keeper has had its turn. */
void run_conduct(struct run *run, uint64_t now_ns);

#endif
