/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A real run of an answer: with which limits, and what it says.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "core/exercise/check_state.h"
#include "core/trace/narrate.h"

/* By the clock, a real run has the time that a slow machine needs which does other things besides:
 * a right answer is never late. What turns round and round is ended by what it has computed, and
 * who waits for ever is seen to. */
#define RUN_S 10.0
#define CPU_S 0.5 /* of one of many, each of which is short, and waits more than it computes */

enum { PRINTED_SHOWN = 300 };

char *check_title(const struct check *check, char *const *args)
{
    struct text text = {0};
    text_put(&text, check->name);
    for (; args && *args; args++)
        text_add(&text, " %s", *args);
    return text_give(&text);
}

struct run *check_begin_run(struct check *check, const char *program,
                            const struct conductor_plan *plan)
{
    const struct exercise *exercise = check->spec.exercise;
    char *const *args = plan || !exercise->real_args ? exercise->check_args : exercise->real_args;
    size_t n = 0;
    while (args[n])
        n++;
    const char **argv = xcalloc(n + 2, sizeof(*argv));
    argv[0] = program;
    for (size_t i = 0; i < n; i++)
        argv[i + 1] = args[i];
    char *shown = check_title(check, args);
    struct child_limits limits = child_default_limits;
    limits.is_offline = true;
    limits.data_bytes = 2ull << 30;
    limits.processes = 64;
    limits.cpu_s = (unsigned)(2 * RUN_S);
    limits.file_bytes = 1 << 20;
    limits.linger_ms = 200;
    struct run_spec spec = {
        .argv = argv,
        .title = shown,
        .placement = exercise->judges_runs ? PLACE_FREE : PLACE_SPREAD,
        .plan = plan,
        .is_plain = !check->spec.probe,
        .is_quiet = !exercise->judges_runs,
        .budget_s = RUN_S,
        .cpu_s = exercise->judges_runs ? CPU_S : 0,
        .probe = check->spec.probe,
        .limits = &limits,
    };
    struct run *run = run_start(&spec, &check->err);
    free(argv);
    free(shown);
    return run;
}

/* --- what it says ----------------------------------------------------------------------------- */

static void tell_end(const struct run *run, struct text *text)
{
    const struct run_outcome *outcome = run_outcome(run);
    const char *deadlock = run_deadlock(run), *hang = run_hang(run);
    if (outcome->end == RUN_HUNG && hang)
        text_put(text, hang);
    else if (outcome->end == RUN_HUNG)
        text_put(text, _("it took too long, and was ended"));
    else if (deadlock)
        text_put(text, deadlock);
    else if (outcome->end == RUN_LIMIT)
        text_put(text, _("it used more memory, or more processes, than it may have"));
    else {
        text_put(text, _("the program "));
        narrate_status(text, outcome->status);
    }
}

/* What it printed, or the beginning of it: a program that hangs may print without end. */
static void tell_output(struct run *run, struct text *text)
{
    size_t size;
    const char *output = run_output(run, &size);
    if (size == 0)
        return;
    text_put(text, _("; it had printed: "));
    text_put_quoted(text, output, size < PRINTED_SHOWN ? size : PRINTED_SHOWN, PRINTED_SHOWN);
    if (size > PRINTED_SHOWN)
        text_add(text, _("; %zu more bytes are left out"), size - PRINTED_SHOWN);
}

static enum check_verdict of_end(const struct exercise *exercise, const struct run *run)
{
    const struct run_outcome *outcome = run_outcome(run);
    bool is_well = outcome->end == RUN_RETURNED && WIFEXITED(outcome->status) &&
                   WEXITSTATUS(outcome->status) == 0;
    if (is_well)
        return CHECK_VERDICT_COUNT;
    if (!exercise->judges_runs)
        return CHECK_REAL;
    switch (outcome->end) {
    case RUN_HUNG:
    case RUN_DEADLOCK:
        return CHECK_HANGS;
    case RUN_ASSERTED:
        return CHECK_ASSERTION;
    case RUN_CRASHED:
        return CHECK_CRASH;
    default:
        return CHECK_EXIT;
    }
}

/* A program that has left something may well have printed all: so this is asked first. */
static enum check_verdict of_processes(struct run *run, struct text *text)
{
    unsigned left = run_outcome(run)->left_over;
    if (left > 0) {
        text_add(text,
                 ngettext("%u process still ran when the first one had ended",
                          "%u processes still ran when the first one had ended", left),
                 left);
        return CHECK_LEFT_RUNNING;
    }
    return judge_left(run_trace(run), text);
}

enum check_verdict judge_run(const struct exercise *exercise, struct run *run, struct text *text)
{
    enum check_verdict verdict = of_end(exercise, run);
    if (verdict != CHECK_VERDICT_COUNT) {
        tell_end(run, text);
        tell_output(run, text);
        return verdict;
    }
    if (exercise->judges_runs)
        verdict = of_processes(run, text);
    if (verdict != CHECK_VERDICT_COUNT)
        return verdict;
    size_t size;
    const char *output = run_output(run, &size);
    if (exercise->always &&
        !output_has_line(output, size, exercise->always, strlen(exercise->always))) {
        text_add(text, _("it ends, but without the driver's line \"%s\""), exercise->always);
        return CHECK_NEVER_THERE;
    }
    return CHECK_VERDICT_COUNT;
}
