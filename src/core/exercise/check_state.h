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

#define SEATS 4u /* runs at one time */

/* One of the runs whose order is ours. */
struct seat {
    struct run *run; /* NULL: the seat is free */
    unsigned place;  /* of this one among all, as they are judged */
    struct conductor_plan plan;
};

/* All of them: check_driven.c. */
struct drive {
    struct seat seats[SEATS];
    const char *program; /* lent by the workshop */
    unsigned begun, judged;
    struct conductor_length length; /* of plan 0 */
    uint32_t seen;                  /* bit per line of `sometimes` */
    uint64_t begin_ns;
};

enum check_step {
    STEP_BUILD,   /* with hooks, against the frozen file */
    STEP_EXPLORE, /* what was built; or the frozen program, on the schedule that is the answer */
    STEP_RIGHT,   /* break: built against the right program */
    STEP_PROVE,   /* and explored */
    STEP_DOUBT,   /* fix: explored with the driver's claims inverted: it must fail */
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
    struct workshop *next; /* works on what is needed if all goes well; NULL: there is no such */
    struct explore *explore;
    struct run *run;
    unsigned runs; /* made so far */
    struct drive drive;
    int epoll;
    uint64_t begin_ns;
    struct check_result result;
    bool has_failed;
    struct err err;
};

/* check_state.c.
 * The verdict is given: the check is over. `text` is taken over, NULL: nothing to add. */
void check_give(struct check *check, enum check_verdict verdict, char *text);
/* There will be something to do when this can be read. */
int check_wait_for(struct check *check, int fd);
uint64_t check_now_ns(void); /* CLOCK_MONOTONIC */

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

/* check_driven.c: runs by one plan after the other; of one that fails, the verdict is given. 0, or
 * -1: err says what is not the answer's fault. Once it is over and no verdict was given,
 * drive_judge() says what is to be said: CHECK_VERDICT_COUNT, nothing against it. */
int drive_start(struct check *check, const char *program);
int drive_turn(struct check *check);
bool drive_is_over(const struct check *check);
enum check_verdict drive_judge(const struct check *check, struct text *text);
void drive_free(struct drive *drive);

/* check_left.c: what its processes have left. CHECK_VERDICT_COUNT: nothing. */
enum check_verdict judge_left(const struct trace *trace, struct text *text);

/* check_runs.c: one for real, or by a plan (small, then). NULL: see err. */
struct run *check_begin_run(struct check *check, const char *program,
                            const struct conductor_plan *plan);
/* The program and its arguments, as shown; the caller's. */
char *check_title(const struct check *check, char *const *args);
/* And what one that is over says. */
enum check_verdict judge_run(const struct exercise *exercise, struct run *run, struct text *text);

#endif
