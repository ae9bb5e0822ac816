/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/lesson/course.h"

#include <string.h>

struct search {
    const struct catalog *catalog;
    const struct progress *progress;
};

static bool is_open(const struct search *search, const struct catalog_entry *entry)
{
    return !entry->problem && !progress_has(search->progress, PROGRESS_FINISHED, entry->name);
}

static const char any_course[] = "any";

/* From the entry `from` on, of this course; NULL: also one that is of none. */
static const struct catalog_entry *first_open(const struct search *search, size_t from,
                                              const char *course)
{
    for (size_t i = from; i < search->catalog->count; i++) {
        const struct catalog_entry *entry = &search->catalog->entries[i];
        bool fits = !course || (course == any_course ? *entry->course != '\0'
                                                     : strcmp(entry->course, course) == 0);
        if (fits && is_open(search, entry))
            return entry;
    }
    return NULL;
}

const struct catalog_entry *course_next(const struct catalog *catalog,
                                        const struct progress *progress, const char *now)
{
    const struct search search = {catalog, progress};
    const struct catalog_entry *here = now ? catalog_find(catalog, now) : NULL, *next = NULL;
    size_t behind = here ? (size_t)(here - catalog->entries) + 1 : 0;
    if (here && !*here->course)
        return first_open(&search, behind, NULL);
    if (here)
        next = first_open(&search, behind, here->course);
    if (here && !next)
        next = first_open(&search, 0, here->course);
    if (!next)
        next = first_open(&search, 0, any_course);
    return next && next != here ? next : first_open(&search, 0, NULL);
}

unsigned course_lessons(const struct catalog *catalog, const struct progress *progress,
                        const char *course, unsigned *finished)
{
    unsigned count = 0;
    *finished = 0;
    for (size_t i = 0; i < catalog->count; i++) {
        if (strcmp(catalog->entries[i].course, course) != 0)
            continue;
        count++;
        *finished += progress_has(progress, PROGRESS_FINISHED, catalog->entries[i].name);
    }
    return count;
}
