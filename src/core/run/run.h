/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One execution of one program under observation: the child, its rings, the kernel's account and
 * the watched variables flow into one trace.
 *
 * Never blocks: poll run_fd(), call run_turn() until run_is_over().
 */
#ifndef CORE_RUN_RUN_H
#define CORE_RUN_RUN_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>

#include "core/base/text.h"
#include "core/process/child.h"
#include "core/run/conductor.h"
#include "core/trace/trace.h"
#include "event/ring.h"

struct run_spec {
    const char *const *argv; /* argv[0]: path of the executable */
    const char *title;       /* as typed, for the trace; NULL: argv joined */
    enum placement placement;
    uint32_t ring_events;              /* capacity of each ring; 0: a small default */
    bool is_plain;                     /* no probe, no kernel story: the program alone */
    bool is_quiet;                     /* locks, waits and messages are not told */
    bool starts_gated;                 /* every step waits for a permit from the start */
    double speed;                      /* 0 as fast as it goes; else steps a second, in turn */
    const struct conductor_plan *plan; /* every step waits for its turn by this; NULL: it is free */
    double budget_s;                   /* 0: none */
    double cpu_s; /* the same of processor time, of all its processes together; 0: none */
    const char *watch[RING_WATCHES + 1]; /* names of global variables; NULL ends */
    const char *probe;                   /* path of the probe library */
    const struct child_limits *limits;   /* NULL: the default ones */
};

enum run_end {
    RUN_RETURNED, /* with exit status 0 */
    RUN_CRASHED,  /* killed by a signal of its own doing */
    RUN_ASSERTED, /* a failed assertion */
    RUN_DEADLOCK, /* every lane waits for another for ever; ended by us */
    RUN_HUNG,     /* the budget ran out */
    RUN_STOPPED,  /* ended because the learner asked */
    RUN_NOT_STARTED,
    RUN_LIMIT,  /* memory or process limit */
    RUN_CANNOT, /* the program says that it cannot be shown on this machine: exit status 77 */
    RUN_FAILED, /* it returned with another exit status, which is in status */
    RUN_ENDS,   /* how many ways there are */
};

struct run_outcome {
    enum run_end end;
    int status;         /* wait status of the first process */
    uint64_t wall_ns;   /* from its own first event to the end of its first process */
    uint64_t lived_ns;  /* the same with the system's work to start it, which is in cpu_ns too */
    uint64_t cpu_ns;    /* of all processes that were reaped */
    uint64_t others_ns; /* that other programs had on the cores meanwhile, if has_others */
    bool has_others;
    uint64_t events, lost, late;
    uint64_t lost_switches; /* of which the kernel has not told us for lack of room */
    uint64_t output_bytes;
    uint64_t switches, preemptions; /* from rusage: voluntary and involuntary */
    struct conductor_length length; /* with a plan */
    unsigned left_over;             /* processes that had to be killed when the program was over */
    bool value_known[RING_WATCHES];
    int64_t value[RING_WATCHES]; /* of the watched variables, last seen */
    uint64_t counts[K_COUNT];    /* attempts of each kind: exact even where events were lost */
};

struct run;

struct run *run_start(const struct run_spec *spec, struct err *err);
void run_free(
    struct run *run); /* ends it if it is not over; the trace stays with whoever took it */

int run_fd(const struct run *run);
void run_turn(struct run *run);
bool run_is_over(const struct run *run);

struct trace *run_trace(struct run *run);      /* lent; grows with each turn */
struct trace *run_take_trace(struct run *run); /* the caller's from now on; only when over */
const struct run_outcome *run_outcome(const struct run *run);
/* What the program has printed, at most the first RUN_OUTPUT_KEPT bytes. */
#define RUN_OUTPUT_KEPT (1u << 20)
const char *run_output(const struct run *run, size_t *size);

/* Who waits for what, when it has ended as a deadlock; else NULL. Lent. */
const char *run_deadlock(const struct run *run);
/* What was waited for, when it was ended over its budget; else NULL. Lent. */
const char *run_hang(const struct run *run);
int run_exec_error(const struct run *run); /* errno when it could not be started, else 0 */
void run_end(struct run *run);             /* ends the program; run_is_over() follows */

/* Control. Lanes are those of the trace. */
void run_pause(struct run *run);
void run_resume(struct run *run);
bool run_is_paused(const struct run *run);
void run_set_speed(struct run *run, double steps_per_second); /* 0: full speed */
/* Lets one lane make one step. False with a sentence in `why` when it cannot. */
bool run_step(struct run *run, uint32_t lane, struct text *why);
bool run_lane_at_gate(const struct run *run, uint32_t lane);

const char *run_end_word(enum run_end end); /* as in a page's `ends:` and in JSON */
const char *run_end_name(enum run_end end); /* the same for a person, in his language */

#endif
