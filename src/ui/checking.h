/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Exercises from a command's point of view: finding one and the learner's file of it, checking it
 * while signals are heard, telling what was found, remembering what was solved.
 */
#ifndef UI_CHECKING_H
#define UI_CHECKING_H

#include "core/exercise/answer.h"
#include "core/exercise/check.h"
#include "ui/tutor.h"

/* "race/protect": the name under which progress is kept. The caller's. */
char *exercise_key(const struct exercise *exercise);
/* How far this learner has got with it: one of the words of JSON, "new", "begun", "solved"; and as
 * people say it: "not begun", "tried 3 times", "passed". */
const char *exercise_state(const struct tutor *tutor, const struct exercise *exercise);
void exercise_state_text(const struct tutor *tutor, const struct exercise *exercise,
                         struct text *out);
const char *exercise_mark(const char *state); /* "[x]", "[-]", "[ ]" */
/* How many exercises a lesson has, and how many of them are solved. */
unsigned exercises_of(struct tutor *tutor, const char *lesson, unsigned *solved);
/* The learner's own file of it: in ./NAME/, or where `exercise start` put it; or `path`. The
 * caller's; NULL with err: there is none. */
char *learners_file(const struct tutor *tutor, const struct exercise *exercise, struct err *err);

/* Checks the file and waits for it. NULL: `*status` is why (and it was said), or 128+signal. */
struct check *check_wait(struct tutor *tutor, const struct exercise *exercise, const char *path,
                         int *status);
/* The same of an answer that is no file: a schedule. */
struct check *check_wait_bytes(struct tutor *tutor, const struct exercise *exercise,
                               const char *name, const char *bytes, size_t n, int *status);
/* Checks, tells in the form that was asked for, remembers. An exit status. */
int check_and_tell(struct tutor *tutor, const struct exercise *exercise, const char *path);
int check_and_tell_schedule(struct tutor *tutor, const struct exercise *exercise,
                            const char *schedule);

/* The exit status that interface.md promises for a verdict. */
int status_of_check(enum check_verdict verdict);
void remember_check(struct tutor *tutor, const struct exercise *exercise,
                    const struct check_result *result);

/* An act of a page, or what a lesson offers at its end: the task, and how it stands. */
void plain_exercise(const struct tutor *tutor, const struct exercise *exercise);
/* `,"lesson":...,"state":...`: what lists and acts say of it alike. */
void exercise_json_fields(struct text *line, const struct tutor *tutor,
                          const struct exercise *exercise);
void json_exercise(const struct tutor *tutor, const struct exercise *exercise);

/* tell_check.c. A check is told as its verdict, and then why. `is_own`: of the file that
 * learners_file() finds, so that its story can be named as a command. */
void plain_verdict(const struct exercise *exercise, const struct check_result *result);
void plain_reasons(const struct exercise *exercise, const struct check_result *result, bool is_own);
void plain_check(const struct exercise *exercise, const struct check_result *result, bool is_own);
void json_check(const struct exercise *exercise, const struct check_result *result);

#endif
