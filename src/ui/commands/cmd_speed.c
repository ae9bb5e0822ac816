/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "ui/line/command.h"
#include "ui/session/session.h"

static int speed_run(struct tutor *tutor, int argc, char **argv)
{
    (void)argc;
    struct err err;
    char *end;
    double speed = strtod(argv[1], &end);
    if (end == argv[1] || *end || !(speed >= 0 && speed <= 1e6)) {
        err_set(&err, STATUS_USAGE, _("'%s' is not a number of steps a second (0 to 1000000)"),
                argv[1]);
        return tutor_fail(tutor, &err);
    }
    return session_speed(tutor->session, speed);
}

const struct command cmd_speed = {
    .name = "speed",
    .arguments = "STEPS-PER-SECOND",
    .summary = N_("slow motion: so many steps a second; 0 is full speed"),
    .help = N_("A step is the next call that can be seen, or the next access of shared data in a "
               "program with memory hooks."),
    .example = "speed 5",
    .place = COMMAND_AT_PROMPT,
    .words = WORDS_NONE,
    .least = 1,
    .most = 1,
    .run = speed_run,
};
