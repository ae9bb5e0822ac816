/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a learner stands with an exercise: what progress says of it, and the file of their own.
 */
#ifndef CORE_EXERCISE_LEARNER_H
#define CORE_EXERCISE_LEARNER_H

#include "core/base/err.h"
#include "core/base/text.h"
#include "core/exercise/exercises.h"
#include "core/lesson/progress.h"

/* "race/protect": the name under which progress is kept. The caller's. */
char *exercise_key(const struct exercise *exercise);
/* How far this learner has got with it: one of the words of JSON, "new", "begun", "solved"; and as
 * people say it: "not begun", "tried 3 times", "passed". */
const char *exercise_state(const struct progress *progress, const struct exercise *exercise);
void exercise_state_text(const struct progress *progress, const struct exercise *exercise,
                         struct text *out);
const char *exercise_mark(const char *state); /* "[x]", "[-]", "[ ]" */
/* How many exercises a lesson has, and how many of them are solved. */
unsigned exercises_of(const struct exercises *exercises, const struct progress *progress,
                      const char *lesson, unsigned *solved);
/* The learner's own file of it: in ./NAME/, or where `exercise start` put it; or `path`. The
 * caller's; NULL with err: there is none. */
char *learners_file(const struct progress *progress, const struct exercise *exercise,
                    struct err *err);

#endif
