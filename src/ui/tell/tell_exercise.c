/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An exercise told: its task and how this learner stands with it, as an act of a page and in lists.
 * Nothing is checked here, so a lesson read as text never fails for what is yet to be done.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/draw/prose.h"
#include "ui/tell/tell_exercise.h"
#include "ui/view/view.h"

void exercise_json_fields(struct text *line, const struct tutor *tutor,
                          const struct exercise *exercise)
{
    char *key = exercise_key(exercise);
    text_put_member(line, "lesson", exercise->lesson);
    text_put_member(line, "title", exercise->title);
    text_put_member(line, "kind", exercise_kind_word(exercise->kind));
    text_put_member(line, "state", exercise_state(tutor->progress, exercise));
    text_add(line, ",\"tries\":%d", progress_tries(tutor->progress, key));
    if (exercise->problem)
        text_put_member(line, "problem", exercise->problem);
    free(key);
}

void json_exercise(const struct tutor *tutor, const struct exercise *exercise)
{
    struct text line = {0};
    text_put(&line, "{\"act\":\"exercise\"");
    text_put_member(&line, "exercise", exercise->name);
    exercise_json_fields(&line, tutor, exercise);
    text_put_member(&line, "task", exercise->task ? exercise->task : "");
    text_put(&line, "}\n");
    fwrite(text_get(&line), 1, line.size, stdout); /* an error shows at the next fflush() */
    text_release(&line);
}

void plain_exercise(const struct tutor *tutor, const struct exercise *exercise)
{
    struct text state = {0}, task = {0};
    exercise_state_text(tutor->progress, exercise, &state);
    printf(_("--- exercise %s (%s): %s ---\n"), exercise->name, view_exercise_aim(exercise->kind),
           exercise->title);
    printf("%s %s\n\n", exercise_mark(exercise_state(tutor->progress, exercise)), text_get(&state));
    prose_put(&task, exercise->problem ? exercise->problem : exercise->task, "", prose_columns());
    printf("%s\n", text_get(&task));
    printf(_("Try it: conc-tutor exercise start %s\n\n"), exercise->name);
    text_release(&state);
    text_release(&task);
}
