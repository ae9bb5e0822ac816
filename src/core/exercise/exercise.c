/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may be asked of one exercise. exercise_page.c reads its task.
 */
#include "core/exercise/exercise.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/base/text.h"

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
