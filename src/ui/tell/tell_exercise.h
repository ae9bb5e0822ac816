/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Telling of exercises: the task and how it stands (tell_exercise.c), and what a check has found
 * (tell_check.c).
 */
#ifndef UI_TELL_TELL_EXERCISE_H
#define UI_TELL_TELL_EXERCISE_H

#include "core/exercise/check.h"
#include "core/exercise/learner.h"
#include "ui/tutor/tutor.h"

/* An act of a page, or what a lesson offers at its end: the task, and how it stands. */
void plain_exercise(const struct tutor *tutor, const struct exercise *exercise);
/* `,"lesson":...,"state":...`: what lists and acts say of it alike. */
void exercise_json_fields(struct text *line, const struct tutor *tutor,
                          const struct exercise *exercise);
void json_exercise(const struct tutor *tutor, const struct exercise *exercise);

/* A check is told as its verdict, and then why. `is_own`: of the file that
 * learners_file() finds, so that its story can be named as a command. */
void plain_verdict(const struct exercise *exercise, const struct check_result *result);
void plain_reasons(const struct exercise *exercise, const struct check_result *result, bool is_own);
void plain_check(const struct exercise *exercise, const struct check_result *result, bool is_own);
void json_check(const struct exercise *exercise, const struct check_result *result);

#endif
