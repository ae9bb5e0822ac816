/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ui/line/command.h"
#include "ui/session/session.h"

static int set_run(struct tutor *tutor, int argc, char **argv)
{
    struct err err;
    for (int i = 1; i < argc; i++) {
        if (!strchr(argv[i], '=') || argv[i][0] == '=') {
            err_set(&err, STATUS_USAGE, _("'%s' is not of the form KEY=VALUE"), argv[i]);
            return tutor_fail(tutor, &err);
        }
        if (session_check_setting(tutor->session, argv[i], &err) < 0)
            return tutor_fail(tutor, &err);
    }
    for (int i = 1; i < argc; i++)
        tutor_set(tutor, argv[i]);
    if (argc == 2 && tutor->session) {
        tutor_say(tutor, _("%s from the next run on; r runs the act again\n"), argv[1]);
        return STATUS_OK;
    }
    if (tutor->options.setting_count == 0)
        tutor_say(tutor, _("nothing is set; everything is as the lesson has it\n"));
    for (size_t i = 0; i < tutor->options.setting_count; i++)
        tutor_say(tutor, "%s\n", tutor->options.settings[i]);
    return STATUS_OK;
}

const struct command cmd_set = {
    .name = "set",
    .arguments = "[KEY=VALUE ...]",
    .summary = N_("changes a parameter of the lesson, or where threads run, from the next act on"),
    .help =
        N_("Keys: the lesson's own parameters; place (spread, one, free); times; speed; budget. "
           "Without a word: what is set."),
    .example = "set threads=4 place=one",
    .place = COMMAND_AT_PROMPT,
    .words = WORDS_SETTING,
    .most = -1,
    .run = set_run,
};
