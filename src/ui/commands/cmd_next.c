/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/line/command.h"
#include "ui/session/session.h"

static int next_run(struct tutor *tutor, int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return session_next(tutor->session);
}

const struct command cmd_next = {
    .name = "next",
    .arguments = "",
    .summary = N_("goes on: the next act, or the next page"),
    .help = N_("The same as Enter at an empty prompt."),
    .example = "next",
    .place = COMMAND_AT_PROMPT,
    .words = WORDS_NONE,
    .least = 0,
    .most = 0,
    .run = next_run,
};
