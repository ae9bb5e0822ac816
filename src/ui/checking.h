/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Exercises from a command's point of view: finding one and the learner's file of it, checking it
 * while signals are heard, telling what was found, remembering what was solved.
 */
#ifndef UI_CHECKING_H
#define UI_CHECKING_H

#include "core/answer.h"
#include "core/check.h"
#include "ui/tutor.h"

/* "race/protect": the name under which progress is kept. The caller's. */
char *exercise_key(const struct exercise *exercise);
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

/* tell_check.c. A check is told as its verdict, and then why. */
void plain_verdict(const struct exercise *exercise, const struct check_result *result);
void plain_reasons(const struct exercise *exercise, const struct check_result *result);
void plain_check(const struct exercise *exercise, const struct check_result *result);
void json_check(const struct exercise *exercise, const struct check_result *result);

#endif
