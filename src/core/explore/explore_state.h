/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shared by the files of exploring: explore.c (its life), explore_process.c (one explored process),
 * explore_stage.c (what is asked for, and what comes after it). Nobody else includes it.
 */
#ifndef CORE_EXPLORE_EXPLORE_STATE_H
#define CORE_EXPLORE_EXPLORE_STATE_H

#include "core/build/build.h"
#include "core/explore/explore.h"
#include "core/process/child.h"

enum stage {
    STAGE_BUILD,
    STAGE_ASKED,  /* just what was asked for: a schedule, a bound, random ones */
    STAGE_TRY,    /* the proof, as far as it is had in no time */
    STAGE_SIMPLE, /* few preemptions: what is simple is found first, however much there is */
    STAGE_PROVE,  /* the proof, in as many processes as there are jobs */
    STAGE_NARROW, /* is there the same with fewer preemptions? */
    STAGE_RETELL, /* the failure to show is not the one that was recorded: it is replayed */
    STAGE_OVER,
};

/* One explored process. */
struct explored_process {
    struct child *child;
    struct verdict *region; /* shared with it */
    int status;             /* wait status; -1 not known */
    bool has_ended;
};

struct explore {
    struct explore_bounds bounds;
    char *title, *schedule, *beginning, *program;
    char **args; /* args[0] is the program once it is built */
    bool stops, has_failed;
    bool is_ending, is_over_budget, is_decided; /* why processes are ended before they are done */
    double budget_s;
    enum stage stage;
    struct build *build;
    struct explored_process processes[EXPLORE_JOBS];
    unsigned process_count;
    uint64_t executions, classes; /* of the stages that are over */
    int epoll, timer;
    uint64_t begin_ns;      /* CLOCK_MONOTONIC when the first process was started, 0 not yet */
    enum verdict_kind kind; /* of the last stage that may decide, if it found nothing */
    unsigned narrowed;      /* preemptions that have been asked for while narrowing */
    struct explore_result *result;
    struct trace *trace;
    struct err err;
};

/* explore_process.c. -1 with explore->err. */
int explored_start(struct explore *explore, struct explored_process *process,
                   const struct verdict_request *request);
void explored_turn(struct explored_process *process);
void explored_release(struct explored_process *process);
/* Has it answered? If not, and it should have: -1 with err. */
int explored_answer(const struct explored_process *process, const char *title, bool was_ended,
                    struct err *err);

/* explore_stage.c */
int stage_first(struct explore *explore); /* the program is built: -1 with explore->err */
int stage_finish(
    struct explore *explore); /* all processes have ended: takes in, and begins the next */
void stage_end(struct explore *explore); /* its processes are ended */
/* Ends what need not go on: one of them has found what is looked for. */
void stage_look(struct explore *explore);
void stage_timer(const struct explore *explore, double seconds);
double stage_seconds(const struct explore *explore); /* since the first process was started */

#endif
