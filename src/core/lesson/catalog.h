/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which lessons there are: found on disk, listed nowhere. A lesson is a folder with a lesson.md;
 * folders of lessons are those of CONC_TUTOR_PATH (separated by ':'), then the one beside the
 * program (built tree or installed).
 */
#ifndef CORE_LESSON_CATALOG_H
#define CORE_LESSON_CATALOG_H

#include "core/lesson/lesson.h"

struct catalog_entry {
    char *name, *dir, *title, *chapter, *summary;
    char *course;             /* the path that it is a part of, see course.h; "": of none */
    int chapter_order, order; /* chapters in order of lessons' `after:`; see catalog.c */
    char *after;
    char *problem; /* why its page cannot be read; NULL: it can */
};

struct catalog {
    struct catalog_entry *entries; /* in the order in which a learner takes them */
    size_t count;
};

/* `own_dir` is the folder of lessons that belongs to this program. Never fails: what cannot be read
 * is an entry with a problem. */
struct catalog *catalog_load(const char *own_dir, const char *lang);
void catalog_free(struct catalog *catalog);
const struct catalog_entry *catalog_find(const struct catalog *catalog, const char *name);
/* The nearest name, or NULL. */
const char *catalog_nearest(const struct catalog *catalog, const char *name);

#endif
