/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shared by the files of a check: check.c (from step to step), check_judge.c (what an exploration
 * says), check_runs.c (what real runs say). Nobody else includes it.
 */
#ifndef CORE_EXERCISE_CHECK_STATE_H
#define CORE_EXERCISE_CHECK_STATE_H

#include "core/exercise/check.h"
#include "core/exercise/workshop.h"
#include "core/run/run.h"

/* Runs whose order is ours: check_driven.c. */
struct drive {
    unsigned runs;                  /* that are over */
    unsigned number;                /* of the plan of this one */
    struct conductor_length length; /* of plan 0 */
    uint32_t seen;                  /* bit per line of `sometimes` */
    uint64_t begin_ns;
};

enum check_step {
    STEP_BUILD,   /* with hooks, against the frozen file */
    STEP_EXPLORE, /* what was built; or the frozen program, on the schedule that is the answer */
    STEP_RIGHT,   /* break: built against the right program */
    STEP_PROVE,   /* and explored */
    STEP_INVERT,  /* fix: built with the driver's claims inverted */
    STEP_DOUBT,   /* and explored: it must fail */
    STEP_HOOKS,   /* driven: built with hooks, for the probe */
    STEP_DRIVE,   /* and run, again and again, in an order that is ours */
    STEP_REAL,    /* built plainly */
    STEP_RUN,     /* and run */
    STEP_OVER,
};

struct check {
    struct check_spec spec;
    char *name, *bytes;
    size_t size;
    struct answer_rules rules;
    char *dir; /* of the exercise, from the root */
    enum check_step step;
    struct workshop *workshop;
    struct explore *explore;
    struct run *run;
    unsigned runs; /* made so far */
    struct drive drive;
    struct conductor_plan plan; /* of the run */
    int epoll;
    uint64_t begin_ns;
    struct check_result result;
    bool has_failed;
    struct err err;
};

/* The verdict is given: the check is over. `text` is taken over, NULL: nothing to add. */
void check_give(struct check *check, enum check_verdict verdict, char *text);

/* check_judge.c: what an exploration of the answer means. CHECK_VERDICT_COUNT: nothing against it.
 * `text` says what exactly. */
enum check_verdict judge_fix(const struct exercise *exercise, const struct explore_result *explored,
                             struct text *text);
enum check_verdict judge_find(const struct exercise *exercise,
                              const struct explore_result *explored, struct text *text);
/* Of the wrong program, then of the right one. */
enum check_verdict judge_break(const struct exercise *exercise,
                               const struct explore_result *explored, struct text *text);
enum check_verdict judge_right(const struct explore_result *explored, struct text *text);
/* A line of `output` begins so. */
bool output_has_line(const char *output, size_t size, const char *beginning, size_t n);

/* Bit per line of "LINE | LINE" (at most 32) that `output` has; NULL has none. */
uint32_t lines_seen(const char *sometimes, const char *output, size_t size);
/* The first of "LINE | LINE" in `sometimes` whose bit is not set; NULL: there is none. */
const char *line_unseen(const char *sometimes, uint32_t seen, size_t *n);

/* check_driven.c: the plan of the next run; after a run that went well, whether there is another
 * one; and when there is not, what is to be said: CHECK_VERDICT_COUNT, nothing against it. */
struct conductor_plan drive_plan(struct check *check, uint64_t now_ns);
bool drive_goes_on(struct check *check, uint64_t now_ns);
enum check_verdict drive_judge(const struct check *check, struct text *text);
/* Which run has failed, and how it is had again. */
void drive_tell(const struct check *check, struct text *text);

/* check_left.c: what its processes have left. CHECK_VERDICT_COUNT: nothing. */
enum check_verdict judge_left(const struct trace *trace, struct text *text);

/* check_runs.c: the same of a real run that is over. */
enum check_verdict judge_run(const struct exercise *exercise, struct run *run, struct text *text);

#endif
