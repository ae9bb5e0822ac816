/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/line/command.h"
#include "ui/session/session.h"

static int pause_run(struct tutor *tutor, int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return session_pause(tutor->session);
}

const struct command cmd_pause = {
    .name = "pause",
    .arguments = "",
    .summary = N_("stops every thread before its next step; again: goes on"),
    .help = N_("While it is paused, step lets one thread or process make one step."),
    .example = "pause",
    .place = COMMAND_AT_PROMPT,
    .words = WORDS_NONE,
    .least = 0,
    .most = 0,
    .run = pause_run,
};
