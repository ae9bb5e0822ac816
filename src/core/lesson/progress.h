/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What this learner has done: kept in $XDG_STATE_HOME/conc-tutor/progress (or below
 * ~/.local/state), a text file with one fact a line:
 *
 *     started race
 *     predicted race 1 2        (the first question of `race`: the second answer was chosen)
 *     reached race 5            (its fifth act was begun, and the lesson not finished since)
 *     finished race
 *     began race/protect        (an exercise)
 *     hinted race/protect 2     (that many of its hints were read)
 *     tried race/protect 3      (its file was checked so often)
 *     solved race/protect
 *     folder race/protect /home/ann/protect     (where this learner's own files of it are)
 *
 * Lines that we do not know are kept as they are: a later version may know them. Two tutors at once
 * lose nothing of each other. Where nothing can be kept, lessons work all the same: the first
 * attempt says why, later ones are silent.
 */
#ifndef CORE_LESSON_PROGRESS_H
#define CORE_LESSON_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/err.h"

enum progress_fact {
    PROGRESS_STARTED,
    PROGRESS_FINISHED,
    PROGRESS_BEGAN,
    PROGRESS_SOLVED,
};

struct progress;

/* Reads what is known. `path` of the file, or NULL for the learner's own. Never fails: what cannot
 * be read is nothing known. */
struct progress *progress_load(const char *path);
/* Tries once more to save what could not be saved, then frees. NULL is fine. */
void progress_free(struct progress *progress);

bool progress_has(const struct progress *progress, enum progress_fact fact, const char *lesson);
/* The answer last chosen at a question (both counted from 1); 0: none. */
int progress_prediction(const struct progress *progress, const char *lesson, int question);

/* The act of a lesson at which the learner left it, from 1; 0: it is to be begun. */
int progress_place(const struct progress *progress, const char *lesson);
int progress_set_place(struct progress *progress, const char *lesson, int act, struct err *err);

/* Remember, and save at once. -1 with err when it cannot be saved, but only the first time; what
 * was said is known to progress_has() all the same. While another tutor saves, it waits for the
 * next change or for progress_free(). */
int progress_set(struct progress *progress, enum progress_fact fact, const char *lesson,
                 struct err *err);
int progress_set_prediction(struct progress *progress, const char *lesson, int question, int answer,
                            struct err *err);

/* Of an exercise, "LESSON/NAME": how many hints were read, how often an answer was checked, and
 * where its folder is (the caller's; NULL: not known). */
int progress_hints(const struct progress *progress, const char *exercise);
int progress_set_hints(struct progress *progress, const char *exercise, int count, struct err *err);
int progress_tries(const struct progress *progress, const char *exercise);
int progress_set_tries(struct progress *progress, const char *exercise, int count, struct err *err);
char *progress_folder(const struct progress *progress, const char *exercise);
int progress_set_folder(struct progress *progress, const char *exercise, const char *path,
                        struct err *err);

/* Forgets all about an exercise but where its folder is; NULL: everything, lessons too. */
int progress_forget(struct progress *progress, const char *exercise, struct err *err);
/* All that is known, as it would be saved; lent. */
const char *progress_text(const struct progress *progress);
/* Adds what another file of progress says. -1 with err: it is none. */
int progress_import(struct progress *progress, const char *bytes, size_t n, struct err *err);

#endif
