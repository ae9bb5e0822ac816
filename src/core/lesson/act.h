/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An act, carried out: the program is built, run once or many times, and what was measured is kept
 * under the act's name so that later acts can speak of it. `conc-tutor run` is an act without a
 * page.
 *
 * Keys of a run act on a page (all optional):
 *   name: WORD             under which its figures are known (default: the program's name)
 *   times: N               how often (default 1)
 *   paused: yes            on a screen, each thread waits for the learner from its first step on
 *   memory: yes            built with memory hooks: every access of shared data is an event
 *   watch: VARIABLE ...    global variables, read from outside
 *   should: PRODUCT        what the first watched variable should end as: numbers and $1, $2 (the
 *                          act's arguments) joined by *
 *   place: spread|one|free
 *   rings: N               records a ring holds (a power of two)
 *   ends: WORD [or WORD]   how it may end (run_end_word()); default: returns
 *   shows: CLAIM, ...      what must be seen in it where the machine can show it (claim.h)
 *   spans: WORD WORD [WORD]  lines that it prints with the first word begin a span of work on their
 *                          lane, the second ends it; the third asks for one (spans.h)
 *   chart: UNIT            lines "LABEL: NUMBER UNIT" that it prints are bars of a chart (chart.h)
 *   quiet: yes             locks, waits and messages are not told, so that they cost what they cost
 *   budget: SECONDS        for each run
 *   tally: output|first    how often each run printed what: all of it, or its first line
 *
 * An explore act runs the program on every schedule (core/explore/explore.h); a step act on one,
 * which the learner makes. Of the keys above they have name, ends and budget, and of their own:
 *   ends: WORD [or WORD]   a verdict_word(), or the failure_word() of what is found first; default:
 *                          proved; a step act ends as it likes
 *   preemptions: N         only schedules with so many preemptions or fewer
 *   spurious: yes          waits on conditions may end without cause
 *   all: yes               goes on after a failure, so that outcomes are complete
 *
 * Never blocks: poll act_fd(), call act_turn() until act_is_over().
 */
#ifndef CORE_LESSON_ACT_H
#define CORE_LESSON_ACT_H

#include "core/build/build.h"
#include "core/explore/explore.h"
#include "core/lesson/claim.h"
#include "core/lesson/lesson.h"
#include "core/run/run.h"
#include "core/trace/chart.h"
#include "core/trace/spans.h"
#include "core/trace/tally.h"

/* What is to be done. Strings are owned by the plan. */
struct act_plan {
    enum block_kind kind; /* BLOCK_RUN, BLOCK_EXPLORE, BLOCK_STEP */
    char *name;           /* its figures are known by it */
    char *program;        /* path of a C file or of an executable */
    char *title;          /* as shown: "race.c 2 1000000" */
    char **argv;          /* argv[0] is `program` until it is built; NULL-terminated */
    unsigned times;
    bool is_of_page; /* it is held to `ends`; else it may end as it likes, and that is the status */
    bool has_memory, is_plain, starts_gated, is_quiet;
    struct claim shows[CLAIMS_MOST];
    unsigned show_count;
    char *spans[SPAN_WORDS + 1];   /* NULL ends; none: no spans are looked for */
    char *watch[RING_WATCHES + 1]; /* NULL ends */
    bool has_should;
    int64_t should;
    enum placement placement;
    uint32_t rings; /* 0: by default */
    enum tally_of tally_of;
    char *chart;   /* the unit of its chart; NULL: it has none */
    uint32_t ends; /* bit 1 << enum run_end: how it may end; of an explore act: explored_ends() */
    double speed, budget_s;
    struct explore_bounds bounds;         /* of an explore act */
    char *schedule;                       /* of a step act: to be replayed; NULL: from the start */
    bool stops;                           /* behind the schedule */
    const char *const *with;              /* other C files that belong to it, lent; NULL: none */
    const char *probe, *explorer, *cache; /* paths, lent; cache NULL: the user's */
};

/* An empty plan to run `program` (a path) with `args` once; any end is fine. */
void act_plan_init(struct act_plan *plan, const char *program, const char *const *args);
/* The plan of a run act. `settings`: "KEY=VALUE" of the learner (a key above or a parameter of the
 * lesson), NULL-terminated or NULL. -1 with err. */
int act_plan_block(struct act_plan *plan, const struct lesson *lesson, const struct block *block,
                   const char *const *settings, struct err *err);
/* Changes one thing: a key as above. -1 with err: no such key, or not such a value. */
int act_plan_set(struct act_plan *plan, const char *key, const char *value, struct err *err);
/* Is "KEY=VALUE" about every act (place, times, speed, budget), not a lesson's parameter? */
bool act_is_setting(const char *setting);
/* The same once more, to be built anew. Release it as well. */
void act_plan_copy(struct act_plan *plan, const struct act_plan *from);
void act_plan_release(struct act_plan *plan);

/* What an act has measured. Figures of the many runs of one act. */
struct act_result {
    char *name, *program, *command; /* command: "race.c 2 1000000" */
    unsigned runs, times;           /* made so far, wanted */
    unsigned ends[RUN_ENDS];        /* how many ended so */
    bool was_ended;                 /* by the learner, before all runs were made */
    bool has_should;
    int64_t should;  /* the value that a correct program ends with */
    char *watch;     /* the first watched variable, NULL none */
    int64_t *values; /* its last value in each run, `value_count` of them */
    unsigned value_count;
    unsigned lossy_runs; /* runs whose value is not `should` */
    uint64_t *wall_ns;   /* of each run, `runs` of them */
    double *cores;       /* cores used by each run: its time on cores for its time */
    double *others;      /* cores that other programs used meanwhile; -1 not known */
    double *ready;       /* cores that it stood ready for and did not have, as `cores` */
    double *gains;       /* what all cores together did just before, for what one did (burst.h); -1
                            not known. NULL: nothing is claimed for which it matters */
    uint64_t *switches;  /* of each run: times that it was taken off a core or left it */
    bool has_spans;      /* the page says what a span is */
    struct spans spans;  /* of the last run */
    unsigned at_once_least, at_once_most; /* the most spans at once: in the least run, the most */
    double busy_least;                    /* spans_busy() of the run that was least busy */
    char *hang;                           /* the same of the last run that took too long */
    char *deadlock;          /* who waited for what, in the last run that ended so; NULL none */
    struct run_outcome last; /* the last run's */
    enum tally_of tally_of;
    struct tally tally; /* of what each run printed */
    struct chart chart; /* of the figures among it */
    unsigned cpus;      /* that it could use */
    enum placement placement;
    bool has_memory;      /* was built with memory hooks */
    bool tells_cores;     /* cores used are its subject: the page claims something of them */
    bool is_quiet;        /* locks, waits and messages were not told */
    enum block_kind kind; /* BLOCK_RUN, BLOCK_EXPLORE, BLOCK_STEP */
    struct explore_result *explored; /* of an explore or step act; NULL of a run */
    bool keeps_word;                 /* ended and showed what the page declares */
    struct text broken_word; /* if not: what it did instead; also what it could not show, and why */
};

double act_result_loss(const struct act_result *result); /* mean share lost, 0 to 1 */
double act_result_most_lost(const struct act_result *result);
uint64_t act_result_median_ns(const struct act_result *result);
double act_result_cores(const struct act_result *result);      /* median; of no run: 0 */
double act_result_ready(const struct act_result *result);      /* median */
double act_result_others(const struct act_result *result);     /* median; -1 not known */
double act_result_gain(const struct act_result *result);       /* median; -1 not known */
uint64_t act_result_switches(const struct act_result *result); /* median */
void act_result_free(struct act_result *result);

struct act;

/* Takes over the plan (also when it fails). */
struct act *act_start(struct act_plan *plan, struct err *err);
void act_free(struct act *act);
int act_fd(const struct act *act);
void act_turn(struct act *act);
bool act_is_ready(const struct act *act); /* act_turn() has something to do at once */
bool act_is_over(const struct act *act);
/* It could not be built or started: why. act_messages() is what the compiler said, "" nothing. */
bool act_has_failed(const struct act *act, struct err *err);
const char *act_messages(const struct act *act);
bool act_is_building(const struct act *act);
void act_end(struct act *act);             /* for the learner; it is over a few turns later */
bool act_is_ending(const struct act *act); /* act_end() was called */
struct run *act_run(struct act *act);      /* the current or last run; NULL while building */
/* The run worth a look: of those that are over, the one that lost most, else the last. */
struct run *act_kept_run(struct act *act);
/* The trace worth a look: of that run, or of the counterexample; lent; NULL: none. */
const struct trace *act_trace(struct act *act);
/* Of an explore or step act that goes on; NULL: it is none. */
const struct explore *act_explore(const struct act *act);
const struct act_plan *act_plan(const struct act *act);
const struct act_result *act_result(const struct act *act);
struct act_result *act_take_result(struct act *act); /* the caller's; the act has none after it */

#endif
