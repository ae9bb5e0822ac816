/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two things by one word, since a learner means the same by both: let one thread go on. At the
 * prompt of a run that goes on it is that run's; else it begins a program of which the learner is
 * the scheduler.
 */
#include "ui/line/command.h"
#include "ui/session/session.h"
#include "ui/tell/tell.h"

static int step_run(struct tutor *tutor, int argc, char **argv)
{
    struct err err;
    struct act_plan plan;
    if (tutor->session && (argc == 1 || (argc == 2 && session_steps(tutor->session))))
        return session_step(tutor->session, argc > 1 ? argv[1] : NULL);
    if (argc == 1) {
        err_set(&err, STATUS_USAGE, _("step what? For example: step race/race.c 2 1"));
        return tutor_fail(tutor, &err);
    }
    if (tutor_plan_explore(tutor, &plan, argv[1], (const char *const *)argv + 2, &err) < 0)
        return tutor_fail(tutor, &err);
    plan.kind = BLOCK_STEP;
    plan.schedule = tutor->options.schedule ? xstrdup(tutor->options.schedule) : NULL;
    if (tutor->session)
        return session_act(tutor->session, &plan);
    if (tutor_wants_screen(tutor))
        return session_main(tutor, (struct session_start){.plan = &plan});
    return tell_act(tutor, &plan, NULL);
}

const struct command cmd_step = {
    .name = "step",
    .arguments = "[LANE | TARGET [ARG ...]]",
    .summary = N_("you are the scheduler: one thread makes one step"),
    .help =
        N_("With a TARGET (a lesson, its program, a C file of your own, exercise/NAME: your answer "
           "to an exercise): begins it, and you say "
           "which thread goes on. --schedule STRING before it replays a schedule, as explore "
           "has printed it. While something runs: LANE is a thread's or process's name on the "
           "screen (T1, P2) or its number; it makes one step. Without: the one that has waited "
           "longest."),
    .example = "step race/race.c 2 1",
    .options = "set save budget with demo schedule preemptions spurious failures backend",
    .words = WORDS_TARGET,
    .has_program = true,
    .least = 0,
    .most = -1,
    .run = step_run,
};
