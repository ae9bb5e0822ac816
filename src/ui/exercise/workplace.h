/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The learner's own folder for an exercise: NAME/ with NAME.c to be edited (or NAME.schedule), and
 * copies of what is frozen, to be read and to be compiled with. The check never reads those copies.
 * Nothing that is there is ever overwritten.
 */
#ifndef UI_EXERCISE_WORKPLACE_H
#define UI_EXERCISE_WORKPLACE_H

#include "core/exercise/exercise.h"
#include "ui/tutor/tutor.h"

/* Makes ./NAME/, or goes on with the one that is there. Its path, the caller's; NULL with err. */
char *workplace_make(struct tutor *tutor, const struct exercise *exercise, struct err *err);
/* Begins anew: the learner's file is renamed (*kept, the caller's; NULL: there was none), and the
 * start put in its place. -1 with err. */
int workplace_reset(struct tutor *tutor, const struct exercise *exercise, char **kept,
                    struct err *err);
/* Writes the answer to a hunt into the learner's file, if he has one that is empty. */
void workplace_keep(struct tutor *tutor, const struct exercise *exercise, const char *schedule);

#endif
