/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/line/command.h"
#include "ui/session/session.h"
#include "ui/tell/tell.h"

/* The words are files. */
static int merge_run(struct tutor *tutor, int argc, char **argv)
{
    struct err err;
    struct explore_merge *merge = explore_merge_new();
    int status = STATUS_OK;
    for (int i = 1; i < argc && status == STATUS_OK; i++)
        if (explore_merge_add(merge, argv[i], &err) < 0)
            status = tutor_fail(tutor, &err);
    struct act_plan plan = {.kind = BLOCK_EXPLORE};
    struct act_result result = {.kind = BLOCK_EXPLORE, .keeps_word = true};
    if (status == STATUS_OK) {
        result.explored = explore_merge_take(merge, &err);
        status = result.explored ? STATUS_OK : tutor_fail(tutor, &err);
    }
    if (result.explored) {
        teller_of(tutor)->explored(&plan, &result, NULL);
        status = status_of_explored(&plan, &result);
    }
    explore_result_free(result.explored);
    explore_merge_free(merge);
    return status;
}

static int explore_run(struct tutor *tutor, int argc, char **argv)
{
    struct err err;
    struct act_plan plan;
    if (tutor->options.is_merge && !tutor->session)
        return merge_run(tutor, argc, argv);
    if (tutor_plan_explore(tutor, &plan, argv[1], (const char *const *)argv + 2, &err) < 0)
        return tutor_fail(tutor, &err);
    if (tutor->session)
        return session_act(tutor->session, &plan);
    if (tutor_wants_screen(tutor))
        return session_main(tutor, (struct session_start){.plan = &plan});
    return tell_act(tutor, &plan, NULL);
}

const struct command cmd_explore = {
    .name = "explore",
    .arguments = "TARGET [ARG ...]",
    .summary = N_("looks at every schedule: a verdict, and the simplest way to fail"),
    .help = N_(
        "TARGET is a lesson's program (race/race.c), a lesson (its first program), or a C file "
        "of your own; what follows it belongs to the program. Keep its loops small: 2 or 3 turns "
        "show what a million do. Before it: --all (go on after a failure), --preemptions K, "
        "--random N, --executions N, --spurious, --jobs N, --shard I/N, --progress, --budget "
        "SECONDS, --save FILE (the counterexample as a trace). With --merge the words are files "
        "that explore --json --shard I/N has printed: they are joined. Which calls of the C "
        "library "
        "it handles, which are choices and which it refuses: doc/explorer.md."),
    .example = "explore race/race.c 2 1",
    .options = "set save budget with demo all preemptions random seed executions spurious failures "
               "backend jobs shard merge progress",
    .words = WORDS_TARGET,
    .has_program = true,
    .least = 1,
    .most = -1,
    .run = explore_run,
};
