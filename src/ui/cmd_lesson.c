/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/command.h"
#include "ui/session.h"
#include "ui/tell.h"

static int lesson_run(struct tutor *tutor, int argc, char **argv)
{
    (void)argc;
    struct err err;
    struct lesson *lesson = tutor_lesson(tutor, argv[1], &err);
    if (!lesson)
        return tutor_fail(tutor, &err);
    for (size_t i = 0; i < tutor->options.setting_count; i++)
        if (!act_is_setting(tutor->options.settings[i]) &&
            lesson_check_setting(lesson, tutor->options.settings[i], &err) < 0) {
            lesson_free(lesson);
            return tutor_fail(tutor, &err);
        }
    if (tutor->session)
        return session_lesson(tutor->session, lesson);
    if (tutor_wants_screen(tutor))
        return session_main(tutor, (struct session_start){.lesson = lesson});
    int status = tell_lesson(tutor, lesson);
    lesson_free(lesson);
    return status;
}

const struct command cmd_lesson = {
    .name = "lesson",
    .arguments = "NAME",
    .summary = N_("takes a lesson: step by step on a terminal, otherwise every act as text"),
    .help =
        N_("--set KEY=VALUE changes a parameter of the lesson (its page names them), or 'place', "
           "'times', 'speed', 'budget' of every act."),
    .example = "lesson race",
    .words = WORDS_LESSON,
    .least = 1,
    .most = 1,
    .run = lesson_run,
};
