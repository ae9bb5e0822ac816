/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exercise/exercises.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/text.h"

static int by_order(const void *a, const void *b)
{
    const struct exercise *x = *(struct exercise *const *)a, *y = *(struct exercise *const *)b;
    unsigned order_x = (unsigned)x->order - 1u, order_y = (unsigned)y->order - 1u; /* none: last */
    if (order_x != order_y)
        return order_x < order_y ? -1 : 1;
    return strcmp(x->name, y->name);
}

static bool is_plain_name(const char *name)
{
    for (const char *c = name; *c; c++)
        if (!isalnum((unsigned char)*c) && !strchr("._-", *c))
            return false;
    return isalnum((unsigned char)*name) && strlen(name) <= 64;
}

static void add_lesson(struct exercises *exercises, const struct catalog_entry *entry,
                       const char *lang)
{
    char *folder = xasprintf("%s/exercise", entry->dir);
    DIR *dir = opendir(folder);
    size_t first = exercises->count;
    for (struct dirent *item; dir && (item = readdir(dir));) {
        char *path = xasprintf("%s/%s", folder, item->d_name);
        char *task = xasprintf("%s/task.md", path);
        if (is_plain_name(item->d_name) && access(task, F_OK) == 0) {
            exercises->list =
                xrealloc(exercises->list, (exercises->count + 1) * sizeof(*exercises->list));
            exercises->list[exercises->count++] =
                exercise_load(path, entry->name, item->d_name, lang);
        }
        free(task);
        free(path);
    }
    if (dir)
        closedir(dir); /* it was only read */
    if (exercises->count > first)
        qsort(exercises->list + first, exercises->count - first, sizeof(*exercises->list),
              by_order);
    free(folder);
}

void exercises_load(struct exercises *exercises, const struct catalog *catalog, const char *lang)
{
    *exercises = (struct exercises){0};
    for (size_t i = 0; i < catalog->count; i++)
        if (!catalog->entries[i].problem)
            add_lesson(exercises, &catalog->entries[i], lang);
}

void exercises_release(struct exercises *exercises)
{
    for (size_t i = 0; i < exercises->count; i++)
        exercise_free(exercises->list[i]);
    free(exercises->list);
    *exercises = (struct exercises){0};
}

/* How well does `name` name it? 3: in full, 2: by its name, 1: by its lesson's. */
static int names(const char *name, const struct exercise *exercise)
{
    size_t n = strlen(exercise->lesson);
    if (strncmp(name, exercise->lesson, n) == 0 && name[n] == '/' &&
        strcmp(name + n + 1, exercise->name) == 0)
        return 3;
    return strcmp(name, exercise->name) == 0 ? 2 : strcmp(name, exercise->lesson) == 0 ? 1 : 0;
}

static int unknown(const struct exercises *exercises, const char *name, struct err *err)
{
    const char **known = xcalloc(exercises->count + 1, sizeof(*known));
    for (size_t i = 0; i < exercises->count; i++)
        known[i] = exercises->list[i]->name;
    const char *nearest = text_nearest(name, known, exercises->count);
    free(known);
    if (nearest)
        return err_set(err, STATUS_USAGE, _("unknown exercise '%s'; did you mean '%s'?"), name,
                       nearest);
    return err_set(err, STATUS_USAGE,
                   _("unknown exercise '%s'; 'conc-tutor exercise list' names them all"), name);
}

const struct exercise *exercises_find(const struct exercises *exercises, const char *name,
                                      struct err *err)
{
    const struct exercise *found[4] = {0};
    unsigned count[4] = {0};
    for (size_t i = 0; i < exercises->count; i++) {
        int how = names(name, exercises->list[i]);
        if (!found[how])
            found[how] = exercises->list[i];
        count[how]++;
    }
    for (int how = 3; how > 0; how--) {
        if (count[how] == 1)
            return found[how];
        if (count[how] > 1 && how == 2)
            err_set(err, STATUS_USAGE, _("there are several exercises '%s': say %s/%s"), name,
                    found[how]->lesson, found[how]->name);
        else if (count[how] > 1)
            err_set(err, STATUS_USAGE, _("lesson '%s' has several exercises: say %s, for example"),
                    name, found[how]->name);
        if (count[how] > 1)
            return NULL;
    }
    unknown(exercises, name, err);
    return NULL;
}
