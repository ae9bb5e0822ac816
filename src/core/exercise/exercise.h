/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One exercise: a folder LESSON/exercise/NAME/ with a task.md (doc/exercises.md has the format) and
 * the files of its kind:
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

#include "core/exercise/check_verdict.h"

enum exercise_kind { EXERCISE_FIX, EXERCISE_FIND, EXERCISE_BREAK };

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

#endif
