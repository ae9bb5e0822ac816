/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Exercises from a command's point of view: checking one while signals are heard, telling what was
 * found, remembering what was solved.
 */
#ifndef UI_EXERCISE_CHECKING_H
#define UI_EXERCISE_CHECKING_H

#include "core/exercise/answer.h"
#include "core/exercise/check.h"
#include "core/exercise/learner.h"
#include "ui/tutor/tutor.h"

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

/* The exit status of a verdict. */
int status_of_check(enum check_verdict verdict);
void remember_check(struct tutor *tutor, const struct exercise *exercise,
                    const struct check_result *result);

#endif
