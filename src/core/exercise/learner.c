/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exercise/learner.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *exercise_key(const struct exercise *exercise)
{
    return xasprintf("%s/%s", exercise->lesson, exercise->name);
}

const char *exercise_state(const struct progress *progress, const struct exercise *exercise)
{
    char *key = exercise_key(exercise);
    const char *state = progress_has(progress, PROGRESS_SOLVED, key)  ? "solved"
                        : progress_has(progress, PROGRESS_BEGAN, key) ? "begun"
                                                                      : "new";
    free(key);
    return state;
}

void exercise_state_text(const struct progress *progress, const struct exercise *exercise,
                         struct text *out)
{
    char *key = exercise_key(exercise);
    unsigned tries = (unsigned)progress_tries(progress, key);
    const char *state = exercise_state(progress, exercise);
    free(key);
    if (*state == 's')
        text_put(out, _("passed"));
    else if (tries > 0)
        text_add(out, ngettext("tried once", "tried %u times", tries), tries);
    else
        text_put(out, *state == 'b' ? _("begun, not yet checked") : _("not begun"));
}

const char *exercise_mark(const char *state)
{
    return *state == 's' ? "[x]" : *state == 'b' ? "[-]" : "[ ]";
}

unsigned exercises_of(const struct exercises *exercises, const struct progress *progress,
                      const char *lesson, unsigned *solved)
{
    unsigned count = 0;
    *solved = 0;
    for (size_t i = 0; i < exercises->count; i++) {
        const struct exercise *exercise = exercises->list[i];
        if (strcmp(exercise->lesson, lesson) != 0)
            continue;
        *solved += *exercise_state(progress, exercise) == 's';
        count++;
    }
    return count;
}

static char *file_in(const char *folder, const struct exercise *exercise)
{
    char *path = xasprintf("%s/%s%s", folder, exercise->name, exercise_suffix(exercise));
    if (access(path, F_OK) == 0)
        return path;
    free(path);
    return NULL;
}

char *learners_file(const struct progress *progress, const struct exercise *exercise,
                    struct err *err)
{
    char *key = exercise_key(exercise);
    char *folder = progress_folder(progress, key);
    char *path = file_in(exercise->name, exercise);
    if (!path)
        path = file_in(".", exercise);
    if (!path && folder)
        path = file_in(folder, exercise);
    if (!path)
        err_set(err, STATUS_USAGE,
                _("you have no %s%s yet: 'conc-tutor exercise start %s' makes a folder with it"),
                exercise->name, exercise_suffix(exercise), exercise->name);
    free(folder);
    free(key);
    return path;
}
