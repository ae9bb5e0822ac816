/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/command.h"
#include "ui/session.h"

static int watch_run(struct tutor *tutor, int argc, char **argv)
{
    (void)argc;
    return session_watch(tutor->session, argv[1]);
}

const struct command cmd_watch = {
    .name = "watch",
    .arguments = "VARIABLE",
    .summary = N_("watches a global variable of the program, from the next run on"),
    .help = N_("It is read from outside while the program runs; that costs the program nothing."),
    .example = "watch counter",
    .place = COMMAND_AT_PROMPT,
    .words = WORDS_NONE,
    .least = 1,
    .most = 1,
    .run = watch_run,
};
