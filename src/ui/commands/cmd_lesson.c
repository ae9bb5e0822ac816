/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "ui/line/command.h"
#include "ui/session/session.h"
#include "ui/tell/tell.h"

static int read_act(const char *word, int *act, struct err *err)
{
    char *end;
    long number = strtol(word, &end, 10);
    if (end == word || *end || number < 1 || number > 9999)
        return err_set(err, STATUS_USAGE, _("'%s' is not the number of an act, counted from 1"),
                       word);
    *act = (int)number;
    return 0;
}

static int check_act(const struct lesson *lesson, int act, struct err *err)
{
    int count = 0;
    for (size_t i = 0; i < lesson->block_count; i++)
        count += block_is_act(&lesson->blocks[i]);
    if (act > count && act > 1)
        return err_set(err, STATUS_USAGE, _("there is no act %d: '%s' has %d"), act, lesson->name,
                       count);
    return 0;
}

static int lesson_run(struct tutor *tutor, int argc, char **argv)
{
    struct err err;
    int act = 0;
    if (argc > 2 && read_act(argv[2], &act, &err) < 0)
        return tutor_fail(tutor, &err);
    struct lesson *lesson = tutor_lesson(tutor, argv[1], &err);
    if (!lesson)
        return tutor_fail(tutor, &err);
    if (check_act(lesson, act, &err) < 0) {
        lesson_free(lesson);
        return tutor_fail(tutor, &err);
    }
    for (size_t i = 0; i < tutor->options.setting_count; i++)
        if (!act_is_setting(tutor->options.settings[i]) &&
            lesson_check_setting(lesson, tutor->options.settings[i], &err) < 0) {
            lesson_free(lesson);
            return tutor_fail(tutor, &err);
        }
    if (tutor->session)
        return session_lesson(tutor->session, lesson, act);
    if (tutor_wants_screen(tutor))
        return session_main(tutor, (struct session_start){.lesson = lesson, .act = act});
    int status = tell_lesson(tutor, lesson, act);
    lesson_free(lesson);
    return status;
}

const struct command cmd_lesson = {
    .name = "lesson",
    .arguments = "NAME [ACT]",
    .summary = N_("takes a lesson: step by step on a terminal, otherwise every act as text"),
    .help =
        N_("Begins at the act ACT, counted from 1; without it a lesson on the screen is taken up "
           "where "
           "you left it. "
           "--set KEY=VALUE changes a parameter of the lesson (its page names them), or 'place', "
           "'times', 'speed', 'budget' of every act."),
    .example = "lesson race",
    .options = "set speed save budget place demo",
    .words = WORDS_LESSON,
    .least = 1,
    .most = 2,
    .run = lesson_run,
};
