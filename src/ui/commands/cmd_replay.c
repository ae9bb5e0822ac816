/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/line/command.h"
#include "ui/session/session.h"
#include "ui/tell/tell.h"

static int replay_run(struct tutor *tutor, int argc, char **argv)
{
    (void)argc;
    struct err err;
    struct trace *trace = trace_load(argv[1], &err);
    if (!trace) {
        err.status = STATUS_USAGE;
        return tutor_fail(tutor, &err);
    }
    if (tutor->session)
        return session_replay(tutor->session, trace);
    if (tutor_wants_screen(tutor))
        return session_main(tutor, (struct session_start){.trace = trace});
    int status = tell_trace(tutor, trace);
    trace_free(trace);
    return status;
}

const struct command cmd_replay = {
    .name = "replay",
    .arguments = "FILE",
    .summary = N_("looks at a saved trace, without the program that made it"),
    .example = "replay my.trace",
    .options = "demo",
    .words = WORDS_FILE,
    .least = 1,
    .most = 1,
    .run = replay_run,
};
