/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which exercises there are, and what may be asked of one. exercise_page.c reads the task.
 */
#include "core/exercise/exercise.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/text.h"

/* --- verdicts --------------------------------------------------------------------------------- */

static const struct {
    const char *word, *sentence;
    bool passes;
} verdicts[] = {
#define X(name, word, passes, sentence) {word, sentence, passes},
    CHECK_VERDICTS(X)
#undef X
};

const char *check_word(enum check_verdict verdict)
{
    return verdicts[verdict].word;
}

const char *check_sentence(enum check_verdict verdict)
{
    return _(verdicts[verdict].sentence);
}

bool check_passes(enum check_verdict verdict)
{
    return verdicts[verdict].passes;
}

enum check_verdict check_verdict_of(const char *word, size_t n)
{
    unsigned i = 0;
    while (i < CHECK_VERDICT_COUNT &&
           (strlen(verdicts[i].word) != n || memcmp(verdicts[i].word, word, n) != 0))
        i++;
    return (enum check_verdict)i;
}

/* --- one exercise ----------------------------------------------------------------------------- */

const char *exercise_kind_word(enum exercise_kind kind)
{
    static const char *const words[] = {"fix", "find", "break"};
    return words[kind];
}

char *exercise_file(const struct exercise *exercise, const char *name)
{
    char *path = xasprintf("%s/%s", exercise->dir, name);
    if (access(path, R_OK) == 0)
        return path;
    free(path);
    return NULL;
}

const char *exercise_suffix(const struct exercise *exercise)
{
    return exercise->kind == EXERCISE_FIND ? ".schedule" : ".c";
}

const struct hint *exercise_hint(const struct exercise *exercise, unsigned n)
{
    for (size_t i = 0; i < exercise->hint_count; i++)
        if (exercise->hints[i].fits == 0 && --n == 0)
            return &exercise->hints[i];
    return NULL;
}

const struct hint *exercise_fitting(const struct exercise *exercise, enum check_verdict verdict)
{
    for (size_t i = 0; i < exercise->hint_count; i++)
        if (exercise->hints[i].fits >> verdict & 1)
            return &exercise->hints[i];
    return NULL;
}

static void words_free(char **words)
{
    for (size_t i = 0; words && words[i]; i++)
        free(words[i]);
    free(words);
}

void exercise_free(struct exercise *exercise)
{
    if (!exercise)
        return;
    for (size_t i = 0; i < exercise->hint_count; i++)
        free(exercise->hints[i].text);
    free(exercise->hints);
    words_free(exercise->check_args);
    words_free(exercise->real_args);
    words_free(exercise->may);
    words_free(exercise->beside);
    free(exercise->lesson);
    free(exercise->name);
    free(exercise->dir);
    free(exercise->title);
    free(exercise->task);
    free(exercise->always);
    free(exercise->sometimes);
    free(exercise->problem);
    free(exercise);
}

/* --- all of them ------------------------------------------------------------------------------ */

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
