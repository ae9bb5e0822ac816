/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/line/command.h"
#include "ui/session/session.h"

static int quit_run(struct tutor *tutor, int argc, char **argv)
{
    (void)argc;
    (void)argv;
    session_quit(tutor->session);
    return STATUS_OK;
}

const struct command cmd_quit = {
    .name = "quit",
    .arguments = "",
    .summary = N_("leaves"),
    .example = "quit",
    .place = COMMAND_AT_PROMPT,
    .words = WORDS_NONE,
    .least = 0,
    .most = 0,
    .run = quit_run,
};
