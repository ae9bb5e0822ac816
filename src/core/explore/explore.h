/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Exploring: a C file is built with memory hooks against the explorer, which runs it on every
 * schedule inside one process (event/verdict.h); here that process is supervised, and what it
 * answers becomes a result and a trace of the simplest counterexample.
 *
 * A search has stages, each one or more processes (explore_stage.c): a proof as far as it is had in
 * no time; few preemptions, where there is more to look at; the rest of the proof; the same failure
 * with fewer preemptions; and the replay of a counterexample that was not recorded.
 *
 * The explored process is not trusted: what it wrote is read once it is gone, from a copy.
 *
 * Never blocks: poll explore_fd(), call explore_turn() until explore_is_over().
 */
#ifndef CORE_EXPLORE_EXPLORE_H
#define CORE_EXPLORE_EXPLORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/base/text.h"
#include "core/trace/trace.h"
#include "event/verdict.h"

#define EXPLORE_BOUND    2u   /* preemptions that are looked at before the proof */
#define EXPLORE_JOBS     64u  /* processes at one time */
#define EXPLORE_BUDGET_S 60.0 /* when nothing else is said */

/* What is asked for beside the program. Zero is a valid start: a proof of all schedules. */
struct explore_bounds {
    bool is_all;          /* go on after a failure, so that failures and outcomes are complete */
    bool has_failures;    /* and once more for each allocation and trylock: it fails */
    bool is_spurious;     /* waits on conditions may end without cause */
    bool has_preemptions; /* only schedules with up to `preemptions`; no proof */
    unsigned preemptions;
    bool is_random; /* only `random` random schedules from `seed`; 0: until the budget is used up */
    uint64_t random, seed;
    uint64_t executions;    /* most; 0: no limit */
    unsigned shard, shards; /* part `shard` (from 0) of `shards`; 0 or 1: all of it */
    unsigned jobs;          /* processes at one time; 0: one */
    enum verdict_backend backend;
};

struct explore_spec {
    const char *source;      /* path of a C file */
    const char *const *more; /* of those that belong to it; NULL: none */
    const char *program;     /* or one that is built already, with hooks; NULL: it is to be built */
    const char *const *args; /* the program's, NULL-terminated; NULL: none */
    const char *title;       /* as shown: "race.c 2 1"; NULL: the path */
    const char *explorer;    /* path of the explorer's library */
    const char *cache;       /* as in core/build/build.h */
    double budget_s;         /* the search as a whole, compiling aside; 0: EXPLORE_BUDGET_S */
    struct explore_bounds bounds;
    const char *schedule;  /* NULL: search; else run this one schedule */
    const char *beginning; /* of a search: only schedules that begin so; NULL: all */
    bool stops;            /* behind the schedule, and says what each thread would do next */
};

struct explore_failure {
    enum failure_kind kind;
    char *where, *other_where; /* "race.c:21", "" not known; other: the earlier access of a race */
    char *object;              /* the variable or lock, "" none */
    uint64_t address;          /* of that, in the executions of this process; 0: not known */
    char *text;                /* the claim of an assertion, the name of a misuse; "" none */
    char *told;                /* of a joined one: its sentence; NULL: it is made here */
    char *schedule;
    unsigned thread, other;        /* numbers of threads; other: of a race, else ~0u */
    uint64_t threads;              /* bit n: thread n takes part */
    unsigned preemptions, wakeups; /* wake-ups without cause */
    unsigned steps, flags;         /* FAILURE_* */
    int number;                    /* as in struct verdict_failure */
};

struct explore_outcome {
    char *output;
    size_t size;
    bool is_cut; /* it printed more */
    int status;  /* exit status; -1: it did not come to its end */
    uint64_t count;
};

/* A thread where the schedule ended: what would it do next, and can it? */
struct explore_thread {
    enum thread_state state;
    enum event_kind kind; /* of its next operation */
    char *where, *object; /* "" not known, none */
    char *held;     /* before a write: the value that it has read there and not yet written back, in
                       words; NULL none */
    unsigned owner; /* of the object; ~0u none or not known */
    unsigned steps; /* made so far */
    uint64_t signals; /* that may arrive at it next: bit n - 1 is signal n */
};

struct explore_result {
    char *command; /* "race.c 2 1" */
    enum verdict_kind verdict;
    bool is_complete; /* nothing was left out, or nothing of a part */
    bool is_part;     /* one shard of several: alone it proves nothing */
    int bound;        /* preemptions up to which nothing was left out; -1 none */
    uint64_t executions, distinct, diverged;
    uint64_t too_long, steps_most; /* executions that were cut off, with this number of steps */
    double seconds;
    enum verdict_backend backend; /* that was used; BACKEND_AUTO not known */
    char *backend_why; /* why it is not the fastest; NULL or "": it is, or was asked for */
    char *draws;       /* where it draws a random number first, NULL nowhere */
    char **reasons;    /* where it does not do the same each time: it is not repeatable */
    size_t reason_count;
    struct explore_failure *failures; /* the simplest first */
    size_t failure_count, failures_left_out;
    struct explore_outcome *outcomes; /* the most frequent first */
    size_t outcome_count, outcomes_left_out;
    struct verdict_random random; /* of random schedules; threads 0: there were none */
    char *refusal; /* it does what cannot be explored: what and where; NULL: it does not */
    enum refused_kind refused;                      /* what kind of call that is */
    struct explore_thread threads[VERDICT_THREADS]; /* of the execution in the trace */
    unsigned thread_count;
    char *schedule;  /* of the execution in the trace; "" none */
    uint32_t *steps; /* for each event of the trace: its step, from 1; 0 told besides */
    size_t event_count, events_left_out;
    long shown; /* index of the failure that the trace shows; -1 none */
};

struct explore;

struct explore *explore_start(const struct explore_spec *spec, struct err *err);
void explore_free(struct explore *explore); /* ends what still runs; NULL is fine */
int explore_fd(const struct explore *explore);
void explore_turn(struct explore *explore);
bool explore_is_over(const struct explore *explore);
void explore_end(struct explore *explore); /* what was found so far is the answer */

/* It could not be built or explored: why. explore_messages(): what the compiler said. */
bool explore_has_failed(const struct explore *explore, struct err *err);
const char *explore_messages(const struct explore *explore);
bool explore_is_building(const struct explore *explore);

/* How far it is. */
struct explore_progress {
    uint64_t executions, classes;
    unsigned bound, phase; /* enum verdict_ask; bound: preemptions, while phase is ASK_BOUNDED */
    double seconds;
};
struct explore_progress explore_progress(const struct explore *explore);

/* Both lent, once it is over; the result is NULL when it has failed. The trace is that of the
 * simplest counterexample, or of the schedule that was asked for; NULL: there is none. */
const struct explore_result *explore_result(const struct explore *explore);
struct trace *explore_trace(const struct explore *explore);
/* The caller's from now on. */
struct explore_result *explore_take_result(struct explore *explore);
struct trace *explore_take_trace(struct explore *explore);

/* --- results (explore_read.c) ----------------------------------------------------------------- */

/* Words of doc/json.md; never translated. */
const char *failure_word(enum failure_kind kind);
/* 0: it goes wrong. 1, 2: it comes out right, and yet there is a data race, or a leak. */
unsigned failure_rank(enum failure_kind kind);
const char *verdict_word(enum verdict_kind kind);
const char *backend_word(enum verdict_backend backend);
/* -1: there is none of that name. */
int backend_of(const char *word);
/* "main", "T1". Letters of schedules are explore_letter()s: m, a, b ... */
void explore_thread_name(struct text *out, unsigned thread);
char explore_letter(unsigned thread);
/* A sentence about a failure: "counter == 2 does not hold". */
void explore_failure_text(struct text *out, const struct explore_failure *failure);
/* A row of the list of what was printed: all outputs that look alike in so many columns, and ended
 * alike. */
struct explore_outcome_row {
    char *text;       /* in quotes; "..." before it: without the lines that all begin with */
    uint64_t count;   /* executions */
    unsigned outputs; /* how many different ones */
    bool has_failed;
};

/* The rows, the most frequent first, `most` of them or fewer. `columns`: of what was printed;
 * quotes and dots take 8 more. Nothing printed by any: no rows. To be released. */
size_t explore_outcome_rows(const struct explore_result *result, int columns,
                            struct explore_outcome_row *rows, size_t most);
void explore_outcome_rows_release(struct explore_outcome_row *rows, size_t n);

/* Of random schedules: a failure that needs `order` steps in a certain order, if there is one, was
 * found with this probability at least. */
double explored_chance(const struct explore_result *result, unsigned order);
/* The same as a sentence. */
void explored_chances(struct text *out, const struct explore_result *result);
/* Why it took longer than elsewhere; false: it did not. */
bool explored_was_slow(struct text *out, const struct explore_result *result);
/* The verdict as a sentence. */
void explored_sentence(struct text *out, const struct explore_result *result);
/* What was left out and what to do, where nothing was found and yet there is no proof; or what to
 * do with what cannot be explored. Nothing is added if there is no advice. */
void explored_advice(struct text *out, const struct explore_result *result);
/* How thread n stands: "T1 waits for lock, held by T2 (race.c:16)", "T1: next it reads counter",
 * "T1 has read counter = 5: next it writes counter". */
void explored_thread(struct text *out, const struct explore_result *result, unsigned n);

/* What a page may say of it (`ends:`): a verdict, or a kind of failure. The bit of a word; 0: there
 * is no such word. */
uint32_t explored_ends(const char *word);
/* Is the verdict, or the failure that is shown, among `ends`? If not, `broken` says what it is. */
bool explored_keeps_word(const struct explore_result *result, uint32_t ends, struct text *broken);

struct explore_result *explore_result_new(const char *command);
void explore_result_free(struct explore_result *result);
/* Adds what a process (of one shard, of a later stage) has answered. `program` is the file that it
 * ran. `verdict` is a copy that nobody else writes; it may hold anything. */
void explore_result_add(struct explore_result *result, const struct verdict *verdict,
                        const char *program);
/* How executions ended is counted apart: a stage may look again at what was counted before. */
void explore_result_add_outcomes(struct explore_result *result, const struct verdict *verdict);
void explore_result_forget_outcomes(struct explore_result *result);
/* One of each; a failure's strings are taken over, an outcome is copied. */
void explore_result_put_failure(struct explore_result *result, struct explore_failure *failure);
void explore_result_put_outcome(struct explore_result *result,
                                const struct explore_outcome *outcome);
/* Puts the failures and outcomes in order, and chooses the failure to show. */
void explore_result_order(struct explore_result *result);
/* The recorded execution as a trace, and result->steps, schedule, threads. NULL: none was recorded.
 */
struct trace *explore_result_trace(struct explore_result *result, const struct verdict *verdict,
                                   const char *program);
/* Names what failures are about that is no global variable, as the recorded execution has it. */
void explore_result_name(struct explore_result *result, const struct trace *trace);

/* --- joining shards (explore_merge.c) --------------------------------------------------------- */

struct explore_merge;

struct explore_merge *explore_merge_new(void);
void explore_merge_free(struct explore_merge *merge);
/* Adds a file that `explore --json --shard I/N` has printed. -1 with err. */
int explore_merge_add(struct explore_merge *merge, const char *path, struct err *err);
/* The whole, the caller's. NULL with err: a part is missing. */
struct explore_result *explore_merge_take(struct explore_merge *merge, struct err *err);

#endif
