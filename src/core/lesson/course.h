/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which lesson is next. A course is a path of its own through the chapters: the lessons whose pages
 * name it (`course: the first day`), in the catalogue's order. Who has not gone to its end is led
 * along it; all other lessons come behind.
 */
#ifndef CORE_LESSON_COURSE_H
#define CORE_LESSON_COURSE_H

#include "core/lesson/catalog.h"
#include "core/lesson/progress.h"

/* The lesson that comes after `now`, of those not finished; NULL as `now`: to begin with. NULL:
 * there is none. */
const struct catalog_entry *course_next(const struct catalog *catalog,
                                        const struct progress *progress, const char *now);

/* How many lessons `course` has, and how many of them are finished. */
unsigned course_lessons(const struct catalog *catalog, const struct progress *progress,
                        const char *course, unsigned *finished);

#endif
