/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two things by one word: at the prompt of a run, a variable is watched; on the command line, the
 * learner's file of an exercise.
 */
#include "ui/commands/watching.h"
#include "ui/exercise/checking.h"
#include "ui/line/command.h"
#include "ui/session/session.h"

static int watch_run(struct tutor *tutor, int argc, char **argv)
{
    struct err err;
    if (tutor->session && argc > 1)
        return session_watch(tutor->session, argv[1]);
    if (tutor->session) {
        err_set(&err, STATUS_USAGE, _("watch what? For example: watch counter"));
        return tutor_fail(tutor, &err);
    }
    const struct exercise *exercise = NULL;
    if (argc > 1) {
        exercise = exercises_find(tutor_exercises(tutor), argv[1], &err);
        if (!exercise)
            return tutor_fail(tutor, &err);
    }
    return watching_main(tutor, exercise);
}

const struct command cmd_watch = {
    .name = "watch",
    .arguments = "[NAME]",
    .summary = N_("checks your answer to an exercise at every save; a variable, while one runs"),
    .help =
        N_("On the command line NAME is an exercise, the one begun last if it is left out. Edit "
           "and save your file in any editor: each save is checked, and what was found is "
           "shown. One key each for a hint, the list, a new start, the solution when it is "
           "solved, the next one. At the prompt of a run NAME is a global variable of the "
           "program; it is read from outside, which costs the program nothing."),
    .example = "watch protect",
    .options = "budget",
    .words = WORDS_NONE,
    .least = 0,
    .most = 1,
    .run = watch_run,
};
