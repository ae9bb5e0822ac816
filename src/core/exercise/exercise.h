/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Exercises: found on disk, listed nowhere. One is a folder LESSON/exercise/NAME/ with a task.md
 * (doc/exercises.md has the format) and the files of its kind:
 *
 *     fix     start.c is edited; driver.c, which calls it, is frozen
 *     find    program.c is frozen; the answer is a schedule on which it fails
 *     break   start.c, a driver, is edited; program.c is frozen and wrong, right.c is right
 *
 * The check (core/exercise/check.h) compiles the files of this folder and the learner's answer,
 * never the learner's copy of a frozen file.
 */
#ifndef CORE_EXERCISE_EXERCISE_H
#define CORE_EXERCISE_EXERCISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/lesson/catalog.h"

enum exercise_kind { EXERCISE_FIX, EXERCISE_FIND, EXERCISE_BREAK };

/* What a check may say of an answer, once for all: X(NAME, "word", passes, "sentence"). The word
 * stands in JSON, in a page's `ends:` and at a mutant's head, and never changes. Kinds of failures
 * have the words of doc/json.md. */
/* clang-format off */
#define CHECK_VERDICTS(X) \
    X(PROVED,      "proved",            true,  N_("PROVED: on every schedule there is, it is right")) \
    X(BOUNDED,     "bounded",           true,  N_("PASSED: no failure as far as was looked")) \
    X(RUNS,        "runs",              true,  N_("PASSED: every run went as it should")) \
    X(SHOWN,       "shown",             true,  N_("FOUND: this is how it goes wrong")) \
    X(RACE,        "race",              false, N_("NOT YET: there is a data race")) \
    X(ASSERTION,   "assertion",         false, N_("NOT YET: there is a schedule on which a claim does not hold")) \
    X(DEADLOCK,    "deadlock",          false, N_("NOT YET: there is a schedule on which nobody can go on")) \
    X(LIVELOCK,    "livelock",          false, N_("NOT YET: there is a schedule on which all go round in circles")) \
    X(CRASH,       "crash",             false, N_("NOT YET: there is a schedule on which it crashes")) \
    X(MISUSE,      "misuse",            false, N_("NOT YET: there is a schedule on which a call is misused")) \
    X(LEAK,        "leak",              false, N_("NOT YET: something is never given back")) \
    X(EXIT,        "exit",              false, N_("NOT YET: there is a schedule on which the program ends with an error")) \
    X(NEVER_THERE, "never-there",       false, N_("NOT YET: there is a schedule on which the work is not done")) \
    X(TOO_MUCH,    "over-synchronised", false, N_("OVER-SYNCHRONISED: it is right, but the threads wait where they need not")) \
    X(REAL,        "fails-for-real",    false, N_("NOT YET: right on every schedule of the small check, but a real run fails")) \
    X(UNWAITED,    "unwaited",          false, N_("NOT YET: a child process is never waited for")) \
    X(LEFT_OPEN,   "left-open",         false, N_("NOT YET: an end of a pipe, or a socket, is left open")) \
    X(LEFT_RUNNING,"left-running",      false, N_("NOT YET: a process is left running")) \
    X(HANGS,       "hangs",             false, N_("NOT YET: it does not come to its end")) \
    X(NOT_SHOWN,   "not-shown",         false, N_("NOT YET: nothing goes wrong")) \
    X(OTHER_END,   "other-end",         false, N_("NOT YET: it goes wrong, but not in the way that is asked for")) \
    X(OWN_FAULT,   "own-fault",         false, N_("NOT YET: your driver fails with a right program, too")) \
    X(REFUSED,     "refused",           false, N_("REFUSED: the answer does what an answer may not do")) \
    X(BUILD,       "does-not-compile",  false, N_("IT DOES NOT COMPILE")) \
    X(NO_VERDICT,  "no-verdict",        false, N_("NO VERDICT: the budget ran out before a proof or a failure"))
/* clang-format on */

enum check_verdict {
#define X(name, word, passes, sentence) CHECK_##name,
    CHECK_VERDICTS(X)
#undef X
        CHECK_VERDICT_COUNT
};

const char *check_word(enum check_verdict verdict);
const char *check_sentence(enum check_verdict verdict); /* translated */
bool check_passes(enum check_verdict verdict);
/* CHECK_VERDICT_COUNT: there is no such word. */
enum check_verdict check_verdict_of(const char *word, size_t n);

struct hint {
    char *text;
    uint32_t fits; /* bit per check_verdict that it fits; 0: one of the graded ones */
};

struct exercise {
    char *lesson, *name, *dir; /* the name alone is how a learner calls it */
    char *title, *task;        /* task: Markdown */
    enum exercise_kind kind;
    int order;         /* within its lesson; 0 none */
    char **check_args; /* on every schedule; NULL-terminated */
    char **real_args;  /* of the real run; NULL: there is none */
    char *always;      /* every execution prints a line that begins so; NULL */
    char *sometimes;   /* and on some schedule one that begins so; NULL */
    char **beside;     /* path of the frozen file that an answer is linked with, and NULL */
    char **may;        /* names an answer may call beside the usual ones; NULL-terminated */
    uint32_t ends;     /* bits of check_verdict: how start.c ends, or what is to be shown */
    bool judges_runs;  /* by real runs and their traces alone: processes cannot be explored */
    bool is_driven;    /* and the order of their steps is ours (core/run/conductor.h) */
    bool is_spurious, has_preemptions;
    unsigned preemptions;
    double budget_s; /* of exploring; 0: by default */
    struct hint *hints;
    size_t hint_count;
    char *problem; /* why its page cannot be read; NULL: it can */
};

#define EXERCISE_HINTS 3u /* graded ones of each exercise */

/* Reads the task of the exercise in `dir`: task.md, with title, text and hints from task.LANG.md
 * where that is there. Never NULL: what is wrong stands in `problem`. */
struct exercise *exercise_load(const char *dir, const char *lesson, const char *name,
                               const char *lang);
void exercise_free(struct exercise *exercise);
const char *exercise_kind_word(enum exercise_kind kind);
/* Path of one of its files, the caller's; NULL: it has no such. */
char *exercise_file(const struct exercise *exercise, const char *name);
/* "start.c", or "start.schedule" of a find; "solution.c" ...: what an answer's file ends with. */
const char *exercise_suffix(const struct exercise *exercise);

/* The graded hint `n` (from 1), or NULL. */
const struct hint *exercise_hint(const struct exercise *exercise, unsigned n);
/* The hint that fits a verdict; NULL: there is none. */
const struct hint *exercise_fitting(const struct exercise *exercise, enum check_verdict verdict);

/* All there are, in the order of the lessons. */
struct exercises {
    struct exercise **list;
    size_t count;
};

void exercises_load(struct exercises *exercises, const struct catalog *catalog, const char *lang);
void exercises_release(struct exercises *exercises);
/* By NAME, LESSON/NAME, or the name of a lesson that has just one. NULL with err: none, or several
 * of that name. */
const struct exercise *exercises_find(const struct exercises *exercises, const char *name,
                                      struct err *err);

#endif
