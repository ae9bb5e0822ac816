/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What exploring has found, told as text: the verdict, the simplest counterexample, what the
 * program can print.
 */
#include <stdio.h>
#include <string.h>

#include "ui/tell/tell.h"
#include "ui/tell/tell_story.h"

enum { OUTCOME_LINES = 20, OUTPUT_COLUMNS = 44, LINE_COLUMNS = 80 };
enum { LEAST_BAR = 6, LARGEST_BAR = 24 };

int status_of_explored(const struct act_plan *plan, const struct act_result *result)
{
    const struct explore_result *explored = result->explored;
    if (explored->refusal)
        return STATUS_CANNOT;
    if (plan->is_of_page && result->keeps_word)
        return STATUS_OK;
    if (explored->verdict == VERDICT_EXHAUSTED)
        return STATUS_NO_VERDICT;
    return plan->is_of_page || explored->verdict == VERDICT_FAILED ? STATUS_WRONG : STATUS_OK;
}

static void tell_sentence(const struct explore_result *explored)
{
    struct text words = {0};
    explored_sentence(&words, explored);
    printf("  %s\n", text_get(&words));
    text_clear(&words);
    if (explored->verdict == VERDICT_SAMPLED && explored->random.threads > 0) {
        explored_chances(&words, explored);
        printf("  %s\n", text_get(&words));
    }
    text_release(&words);
}

static void tell_failure(const struct explore_failure *failure)
{
    struct text text = {0};
    explore_failure_text(&text, failure);
    printf("  %s%s%s: %s\n", failure_word(failure->kind), *failure->where ? _(" at ") : "",
           failure->where, text_get(&text));
    text_release(&text);
}

/* What stands behind a row's bar. */
static void put_count(struct text *out, const struct explore_outcome_row *row)
{
    text_put_count(out, (int64_t)row->count);
    if (row->has_failed)
        text_put(out, _(" (failed)"));
    if (row->outputs > 1)
        text_add(out, _(", %u outputs that begin so"), row->outputs);
}

/* Texts, bars and counts in columns of their own; the bars take what the others leave of a line. */
static void tell_rows(const struct explore_outcome_row *rows, size_t n, uint64_t most)
{
    struct text count = {0};
    int texts = 0, counts = 0;
    for (size_t i = 0; i < n; i++) {
        text_clear(&count);
        put_count(&count, &rows[i]);
        int text_columns = text_width(rows[i].text), columns = text_width(text_get(&count));
        texts = text_columns > texts ? text_columns : texts;
        counts = columns > counts ? columns : counts;
    }
    int bars = LINE_COLUMNS - texts - counts - 6; /* the spaces */
    bars = bars < LEAST_BAR ? LEAST_BAR : bars > LARGEST_BAR ? LARGEST_BAR : bars;
    for (size_t i = 0; i < n; i++) {
        text_clear(&count);
        put_count(&count, &rows[i]);
        printf("    %s%*s", rows[i].text, texts - text_width(rows[i].text) + 1, "");
        int full = 1 + (int)((double)rows[i].count * (bars - 1) / (double)most);
        for (int column = 0; column < full; column++)
            putchar('#');
        printf(" %s\n", text_get(&count));
    }
    text_release(&count);
}

static void tell_outcomes(const struct explore_result *explored)
{
    struct explore_outcome_row rows[OUTCOME_LINES];
    size_t n = explore_outcome_rows(explored, OUTPUT_COLUMNS, rows, OUTCOME_LINES);
    uint64_t most = 0, others = explored->outcomes_left_out;
    for (size_t i = 0; i < explored->outcome_count; i++)
        others += explored->outcomes[i].count;
    for (size_t i = 0; i < n; i++) {
        most = rows[i].count > most ? rows[i].count : most;
        others -= rows[i].count;
    }
    if (most > 0)
        printf(explored->is_complete ? _("  what it can print, and on how many schedules:\n")
                                     : _("  what it printed on those that were looked at:\n"));
    if (most > 0)
        tell_rows(rows, n, most);
    if (most > 0 && others > 0) {
        struct text count = {0};
        text_put_count(&count, (int64_t)others);
        printf(_("    ... and others, on %s more\n"), text_get(&count));
        text_release(&count);
    }
    explore_outcome_rows_release(rows, n);
}

static void tell_figures(const struct explore_result *explored)
{
    struct text line = {0};
    if (explored->executions == 0)
        return; /* one schedule was followed */
    text_put_count(&line, (int64_t)explored->executions);
    printf(ngettext("  %s execution", "  %s executions", (unsigned long)explored->executions),
           text_get(&line));
    if (explored->executions > 1 && explored->distinct == explored->executions) {
        printf(_(", no two of them alike"));
    } else if (explored->executions > 1 && explored->distinct > 0) {
        text_clear(&line);
        text_put_count(&line, (int64_t)explored->distinct);
        printf(_(", %s of them truly different"), text_get(&line));
    }
    text_clear(&line);
    text_put_duration(&line, (int64_t)(explored->seconds * 1e9));
    printf(_(", in %s\n"), text_get(&line));
    text_clear(&line);
    if (explored_was_slow(&line, explored))
        printf("  %s\n", text_get(&line));
    text_release(&line);
    for (size_t i = 0; i < explored->reason_count; i++)
        printf(
            _("  NOT REPEATABLE: at %s it does not do the same each time, with the same order of "
              "threads\n"),
            explored->reasons[i]);
    if (explored->diverged > 0)
        printf(
            ngettext("  %llu execution did not follow its schedule: the program asks what is not "
                     "under our control, or the explorer errs\n",
                     "  %llu executions did not follow their schedule: the program asks what is "
                     "not under our control, or the explorer errs\n",
                     (unsigned long)explored->diverged),
            (unsigned long long)explored->diverged);
}

/* In single quotes for a shell. */
static void put_shell(const char *word)
{
    putchar('\'');
    for (; *word; word++)
        if (*word == '\'')
            fputs("'\\''", stdout);
        else
            putchar(*word);
    putchar('\'');
}

static void put_word(const char *word)
{
    putchar(' ');
    if (strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                     "_-+=./:,") == strlen(word) &&
        *word)
        printf("%s", word);
    else
        put_shell(word);
}

static void tell_again(const struct act_plan *plan, const struct explore_failure *failure)
{
    printf(_("  to see it again: conc-tutor step --schedule "));
    put_shell(failure->schedule);
    if (failure->wakeups > 0)
        printf(" --spurious");
    for (size_t i = 0; plan->with && plan->with[i]; i++) {
        printf(" --with");
        put_word(plan->with[i]);
    }
    printf(" %s", plan->program);
    for (size_t i = 1; plan->argv[i]; i++)
        put_word(plan->argv[i]);
    printf("\n");
}

void plain_counterexample(const struct act_plan *plan, const struct explore_result *explored,
                          const struct trace *trace)
{
    const struct explore_failure *failure = &explored->failures[explored->shown];
    tell_failure(failure);
    printf(ngettext("  the simplest way there: %u preemption, ",
                    "  the simplest way there: %u preemptions, ", failure->preemptions),
           failure->preemptions);
    if (failure->wakeups > 0)
        printf(
            ngettext("%u wake-up without cause, ", "%u wake-ups without cause, ", failure->wakeups),
            failure->wakeups);
    printf(ngettext("%u step\n", "%u steps\n", failure->steps), failure->steps);
    if (trace)
        plain_story(explored, trace);
    if (failure->kind == FAILURE_DEADLOCK || failure->kind == FAILURE_LIVELOCK)
        plain_waiting(explored);
    if (*failure->schedule && plan->argv)
        tell_again(plan, failure);
    if (explored->failure_count > 1)
        printf(_("  besides:\n"));
    for (size_t i = 0; i < explored->failure_count; i++)
        if ((long)i != explored->shown)
            tell_failure(&explored->failures[i]);
}

/* Where a schedule that was replayed to its end, or to a stop, has led. */
static void tell_replay(const struct explore_result *explored, const struct trace *trace)
{
    if (trace)
        plain_story(explored, trace);
    plain_waiting(explored);
    for (size_t i = 0; i < explored->failure_count; i++)
        tell_failure(&explored->failures[i]);
    for (size_t i = 0; i < explored->outcome_count; i++) {
        const struct explore_outcome *outcome = &explored->outcomes[i];
        struct text output = {0};
        text_put_quoted(&output, outcome->output, outcome->size, 2 * OUTPUT_COLUMNS);
        if (outcome->size > 0)
            printf(_("  it printed %s\n"), text_get(&output));
        text_release(&output);
    }
    printf(_("  the schedule: %s\n"), explored->schedule);
}

void plain_findings(const struct act_plan *plan, const struct explore_result *explored,
                    const struct trace *trace)
{
    if (explored->shown >= 0)
        plain_counterexample(plan, explored, trace);
    tell_outcomes(explored);
    tell_figures(explored);
}

static void tell_advice(const struct explore_result *explored)
{
    struct text words = {0};
    explored_advice(&words, explored);
    if (words.size > 0)
        printf("  %s\n", text_get(&words));
    text_release(&words);
}

void plain_explored(const struct act_plan *plan, const struct act_result *result,
                    const struct trace *trace)
{
    const struct explore_result *explored = result->explored;
    if (explored->refusal) {
        printf(_("  CANNOT BE EXPLORED: %s\n"), explored->refusal);
        tell_advice(explored);
    } else if (plan->kind == BLOCK_STEP) {
        tell_replay(explored, trace);
    } else {
        tell_sentence(explored);
        plain_findings(plan, explored, trace);
        tell_advice(explored);
    }
    if (!result->keeps_word && !explored->refusal)
        printf(_("  NOT AS IT SHOULD BE: %s\n"), text_get(&result->broken_word));
    printf("\n");
}
