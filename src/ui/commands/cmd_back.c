/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "ui/line/command.h"
#include "ui/session/session.h"

static int back_run(struct tutor *tutor, int argc, char **argv)
{
    struct err err;
    char *end;
    long events = argc > 1 ? strtol(argv[1], &end, 10) : 1;
    if (argc > 1 && (end == argv[1] || *end)) {
        err_set(&err, STATUS_USAGE, _("'%s' is not a number of events"), argv[1]);
        return tutor_fail(tutor, &err);
    }
    return session_back(tutor->session, events);
}

const struct command cmd_back = {
    .name = "back",
    .arguments = "[EVENTS]",
    .summary = N_("goes back in what has happened (a negative number: forward)"),
    .help = N_("The screen says that it shows the past. End shows the present again."),
    .example = "back 100",
    .place = COMMAND_AT_PROMPT,
    .words = WORDS_NONE,
    .least = 0,
    .most = 1,
    .run = back_run,
};
