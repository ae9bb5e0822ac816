/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/command.h"
#include "ui/session.h"

static int step_run(struct tutor *tutor, int argc, char **argv)
{
    return session_step(tutor->session, argc > 1 ? argv[1] : NULL);
}

const struct command cmd_step = {
    .name = "step",
    .arguments = "[LANE]",
    .summary = N_("lets one thread or process make one step (pauses first)"),
    .help = N_("LANE is its name on the screen (T1, P2) or its number. Without: the one that has "
               "waited longest."),
    .example = "step T1",
    .place = COMMAND_AT_PROMPT,
    .words = WORDS_NONE,
    .least = 0,
    .most = 1,
    .run = step_run,
};
