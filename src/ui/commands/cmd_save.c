/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/line/command.h"
#include "ui/session/session.h"

static int save_run(struct tutor *tutor, int argc, char **argv)
{
    (void)argc;
    return session_save(tutor->session, argv[1]);
}

const struct command cmd_save = {
    .name = "save",
    .arguments = "FILE",
    .summary = N_("saves the trace on the screen, to be looked at with replay"),
    .example = "save my.trace",
    .place = COMMAND_AT_PROMPT,
    .words = WORDS_FILE,
    .least = 1,
    .most = 1,
    .run = save_run,
};
