/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An act of a lesson, carried out: the program is built, run once or many times, and what was
 * measured is kept under the act's name so that later acts and the prose can speak of it.
 *
 * Keys of a run act (all optional):
 *   name: WORD             under which its figures are known (default: the program's name)
 *   times: N               how often (default 1)
 *   memory: yes            built with memory hooks: every access of shared data is an event
 *   watch: VARIABLE ...    global variables, read from outside
 *   should: PRODUCT        what the first watched variable should end as: numbers and $1, $2 (the
 *                          act's arguments) joined by *
 *   place: spread|one|free
 *   rings: N               records a ring holds (a power of two)
 *   ends: WORD [or WORD]   how it may end (run_end_word()); default: returns
 *   shows: loss            what must be seen in it where the machine can show it (two cores)
 *   budget: SECONDS
 *
 * Never blocks: poll act_fd(), call act_turn() until act_is_over().
 */
#ifndef CORE_ACT_H
#define CORE_ACT_H

#include "core/lesson.h"
#include "core/run.h"

struct act_spec {
    const struct lesson *lesson;
    const struct block *block;
    const char *const *settings; /* "KEY=VALUE" the learner has set; NULL-terminated; may be NULL */
    const char *probe;           /* path of the probe library */
    const char *cache;           /* folder for built programs; NULL: the user's */
    double speed;
    double budget_s; /* 0: the act's own */
    int placement;   /* enum placement, or -1: as the act says */
};

/* What an act has measured. Figures of the many runs of one act. */
struct act_result {
    char *name, *program, *command; /* command: "race.c 2 1000000" */
    unsigned runs, times;    /* made so far, wanted */
    unsigned ends[8];        /* how many ended so: by enum run_end */
    bool has_should;
    int64_t should;          /* the value that a correct program ends with */
    char *watch;             /* the first watched variable, NULL none */
    int64_t *values;         /* its last value in each run, `value_count` of them */
    unsigned value_count;
    unsigned lossy_runs;     /* runs whose value is not `should` */
    uint64_t *wall_ns;       /* of each run, runs of them */
    struct run_outcome last; /* the last run's */
    unsigned cpus;           /* that it could use */
    enum placement placement;
    bool has_memory;         /* was built with memory hooks */
    bool keeps_word;         /* ended and showed what the page declares */
    struct text broken_word; /* if not: what it did instead */
};

double act_result_loss(const struct act_result *result);    /* mean share lost, 0 to 1 */
uint64_t act_result_median_ns(const struct act_result *result);

struct act;

struct act *act_start(const struct act_spec *spec, struct err *err);
void act_free(struct act *act);
int act_fd(const struct act *act);
void act_turn(struct act *act);
bool act_is_over(const struct act *act);
bool act_has_failed(const struct act *act, struct err *err); /* it could not be built or started */
bool act_is_building(const struct act *act);
void act_end(struct act *act);
struct run *act_run(struct act *act);      /* the current or last run; NULL while building */
/* The trace to look at: of the run that goes on, or the last one. NULL: none yet. */
struct trace *act_trace(struct act *act);
const struct act_result *act_result(const struct act *act);
struct act_result *act_take_result(struct act *act); /* the caller's, freed by act_result_free() */
void act_result_free(struct act_result *result);

/* "2 * $1" with $1 from `words`: a product of numbers. -1 with err. */
int act_product(const char *expression, char *const *words, size_t word_count, int64_t *value,
                struct err *err);

#endif
