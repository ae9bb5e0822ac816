/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every command gets: the options, where things are, and where its words go. A command works
 * in two worlds: on the command line, where what it says goes to standard output, and at the prompt
 * of the interactive screen (`session` is there), where it is shown in a pane.
 */
#ifndef UI_TUTOR_TUTOR_H
#define UI_TUTOR_TUTOR_H

#include <stdbool.h>

#include "core/base/text.h"
#include "core/exercise/exercises.h"
#include "core/lesson/act.h"
#include "core/lesson/progress.h"
#include "ui/terminal/screen.h"

struct session;

enum form { FORM_AUTO, FORM_PLAIN, FORM_JSON };

#define OPTIONS_WITH 32 /* C files beside one */

struct options {
    enum form form;
    enum colour_mode colour;
    const char *lang;
    double speed, budget_s;
    int placement; /* enum placement, -1: as the act says */
    const char *save;
    const char **settings; /* "KEY=VALUE", NULL-terminated once there is one */
    size_t setting_count, setting_capacity;
    bool is_demo;
    const char *with[OPTIONS_WITH + 1]; /* C files beside the TARGET, NULL-terminated */
    int with_count;
    struct explore_bounds bounds; /* of explore */
    const char *schedule;         /* of step */
    const char *format;           /* of check: for a grader; NULL: for a person */
    bool shows_progress, is_merge;
    const char *export_to; /* the name of a format */
    bool has_rounds;       /* of lint */
    unsigned rounds;
};

struct tutor {
    struct options options;
    char *lessons;                /* folder of our lessons */
    char *probe;                  /* path of the probe library; NULL: it is not there */
    char *explorer;               /* path of the explorer's library; NULL: it is not there */
    struct catalog *catalog_read; /* read when they are first asked for: tutor_catalog() */
    struct exercises exercises_read;
    bool has_exercises;
    struct progress *progress;
    struct session *session; /* NULL: on the command line */
    struct text said;        /* at the prompt: what the command has said */
    struct text hunted;      /* the schedule by which the learner last made a program fail */
};

/* Says something: to standard output, or into the pane. */
void tutor_say(struct tutor *tutor, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Says what failed, and returns the status: `return tutor_fail(tutor, &err);` */
int tutor_fail(struct tutor *tutor, const struct err *err);

/* All lessons, all exercises. To read them takes longer than to explore a small program, and many
 * commands have no use for them. */
const struct catalog *tutor_catalog(struct tutor *tutor);
const struct exercises *tutor_exercises(struct tutor *tutor);

/* Is this an interactive screen's business: on a terminal, and neither --plain nor --json? */
bool tutor_wants_screen(const struct tutor *tutor);

/* A plan with the options of the command line in it. -1 with err. */
int tutor_plan(struct tutor *tutor, struct act_plan *plan, const char *target,
               const char *const *args, struct err *err);
/* The same for exploring. */
int tutor_plan_explore(struct tutor *tutor, struct act_plan *plan, const char *target,
                       const char *const *args, struct err *err);
/* What was planned by one of the two once more, with what has been set since. */
int tutor_plan_again(struct tutor *tutor, struct act_plan *plan, const struct act_plan *before,
                     struct err *err);
int tutor_plan_block(struct tutor *tutor, struct act_plan *plan, const struct lesson *lesson,
                     const struct block *block, struct err *err);
/* Loads a lesson; an unknown one names the nearest. NULL with err. */
struct lesson *tutor_lesson(struct tutor *tutor, const char *name, struct err *err);
/* Sets "KEY=VALUE" from now on. */
void tutor_set(struct tutor *tutor, const char *setting);

#endif
