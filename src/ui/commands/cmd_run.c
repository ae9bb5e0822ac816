/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/line/command.h"
#include "ui/session/session.h"
#include "ui/tell/tell.h"

static int run_run(struct tutor *tutor, int argc, char **argv)
{
    (void)argc;
    struct err err;
    struct act_plan plan;
    if (tutor_plan(tutor, &plan, argv[1], (const char *const *)argv + 2, &err) < 0)
        return tutor_fail(tutor, &err);
    if (tutor->session)
        return session_act(tutor->session, &plan);
    if (tutor_wants_screen(tutor))
        return session_main(tutor, (struct session_start){.plan = &plan});
    struct act_result *result = NULL;
    int status = tell_act(tutor, &plan, &result);
    /* any end of a run is what was asked for, but a program that fails is "something wrong" */
    if (status == STATUS_OK && result &&
        (result->ends[RUN_CRASHED] || result->ends[RUN_ASSERTED] || result->ends[RUN_LIMIT] ||
         result->ends[RUN_DEADLOCK]))
        status = STATUS_WRONG;
    act_result_free(result);
    return status;
}

const struct command cmd_run = {
    .name = "run",
    .arguments = "TARGET [ARG ...]",
    .summary = N_("runs a program live and shows its trace"),
    .help =
        N_("TARGET is a lesson's program (race/race.c), a lesson (its first program), a C file of "
           "your own, or an executable. What follows it belongs to the program. Before it: --place "
           "spread|one|free, --speed X (steps a second), --save FILE, --budget SECONDS, and --set "
           "with memory=yes, watch=VARIABLE, times=N, rings=N."),
    .example = "run race/race.c 2 1000",
    .options = "set speed save budget place with demo",
    .words = WORDS_TARGET,
    .has_program = true,
    .least = 1,
    .most = -1,
    .run = run_run,
};
