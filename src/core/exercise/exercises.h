/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All exercises: found on disk in the folders of the lessons, listed nowhere.
 */
#ifndef CORE_EXERCISE_EXERCISES_H
#define CORE_EXERCISE_EXERCISES_H

#include "core/base/err.h"
#include "core/exercise/exercise.h"
#include "core/lesson/catalog.h"

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
