/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text, line after line, nothing ever overwritten: for a pipe, a screen reader, a dumb terminal.
 */
#include <stdio.h>
#include <string.h>

#include "core/trace/histogram.h"
#include "core/trace/kind.h"
#include "core/trace/narrate.h"
#include "ui/tell/tell.h"
#include "ui/tell/tell_exercise.h"
#include "ui/tell/tell_figures.h"

enum {
    MEMORY_LINES = 8,   /* accesses told one by one, of each burst */
    AROUND_LINES = 6,   /* and before the first lost update of a run, and after it */
    EVENT_LINES = 5000, /* of one run; a trace holds the rest (--save), and so does --json */
    BAR_COLUMNS = 30,
    LABEL_COLUMNS = 34,
    BINS = 10,
    CLIMB_LINES = 8,
};

/* What was left out of the run that is being told: standard output is one, so this is one. */
static struct {
    uint64_t accesses, events;
    unsigned burst, lines, after;
    size_t recent[AROUND_LINES]; /* of the accesses left out, the last */
    bool has_lost;
} skipped;

static void tell_skipped(void)
{
    if (skipped.accesses > 0) {
        struct text count = {0};
        text_put_count(&count, (int64_t)skipped.accesses);
        printf(ngettext("              ... and %s more access of shared data\n",
                        "              ... and %s more accesses of shared data\n",
                        (unsigned long)skipped.accesses),
               text_get(&count));
        text_release(&count);
    }
    skipped.accesses = 0;
    skipped.burst = 0;
}

static void plain_title(const struct lesson *lesson)
{
    if (lesson->block_count > 0 && lesson->blocks[0].kind == BLOCK_PROSE &&
        strncmp(lesson->blocks[0].text + strspn(lesson->blocks[0].text, "\n"), "# ", 2) == 0)
        return; /* the page says it itself */
    printf("%s\n", lesson->title);
    for (int i = text_width(lesson->title); i > 0; i--)
        putchar('=');
    printf("\n\n");
}

static void plain_block(const struct lesson *lesson, const struct block *block)
{
    (void)lesson;
    if (block->kind == BLOCK_NOTES)
        return;
    if (block->kind == BLOCK_PROSE) {
        const char *text = block->text + strspn(block->text, "\n");
        printf("%s%s\n", text, *text && text[strlen(text) - 1] == '\n' ? "" : "\n");
        return;
    }
    printf(_("Question: %s\n"), block->text);
    for (size_t i = 0; i < block->answer_count; i++)
        printf("  %zu) %s\n", i + 1, block->answers[i].text);
    printf("\n");
}

static void plain_answer(const struct block *question)
{
    for (size_t i = 0; i < question->answer_count; i++)
        if (question->answers[i].is_right)
            printf(_("Answer: %zu) %s\n\n"), i + 1, question->answers[i].text);
}

static void plain_begin(const struct act_plan *plan)
{
    memset(&skipped, 0, sizeof(skipped));
    printf("--- %s", plan->title);
    if (plan->times > 1)
        printf(_(", %u times"), plan->times);
    if (plan->kind == BLOCK_EXPLORE)
        printf(_(", every schedule"));
    if (plan->has_memory)
        printf(_(", every access of shared data traced"));
    if (plan->kind == BLOCK_STEP && !plan->schedule)
        printf(_(", with as few switches as can be (on a screen you choose who goes on)"));
    if (plan->starts_gated)
        printf(_(", as it comes (on a screen you choose who goes on)"));
    printf(" ---\n");
}

static void tell_line(const struct trace *trace, const struct model *model, size_t i)
{
    const struct event *event = trace_event(trace, i);
    struct text line = {0};
    text_add(&line, "%10.3f ms  ", (double)event->clock / 1e6);
    narrate(&line, trace, model, i);
    struct text place = {0}; /* of a program that was built without -g nothing is known */
    if (event->where)
        narrate_place(&place, trace, (uint32_t)event->where);
    if (place.size > 0)
        text_add(&line, "  (%s)", text_get(&place));
    puts(text_get(&line));
    text_release(&place);
    text_release(&line);
}

/* The first lost update of the run, and what led to it: those of the accesses that were left out.
 */
static void tell_lost(const struct trace *trace, const struct model *model, size_t i)
{
    size_t before = skipped.accesses < AROUND_LINES ? (size_t)skipped.accesses : AROUND_LINES;
    size_t end = (size_t)skipped.accesses;
    skipped.accesses -= before;
    tell_skipped();
    for (size_t k = end - before; k < end; k++)
        tell_line(trace, NULL, skipped.recent[k % AROUND_LINES]);
    tell_line(trace, model, i);
    skipped.has_lost = true;
    skipped.burst = MEMORY_LINES;
    skipped.after = AROUND_LINES;
}

/* Of a burst of accesses the first, and around the first lost update. True if it has been seen to.
 */
static bool skip_access(const struct trace *trace, struct model *model, size_t i)
{
    if (skipped.after > 0) {
        skipped.after--;
        model_seek(model, i);
        tell_line(trace, model, i);
        return true;
    }
    if (skipped.burst < MEMORY_LINES)
        return false;
    if (!skipped.has_lost) {
        model_seek(model, i);
        if (model_overwrites(model, trace_event(trace, i))) {
            tell_lost(trace, model, i);
            return true;
        }
    }
    skipped.recent[skipped.accesses % AROUND_LINES] = i;
    skipped.accesses++;
    return true;
}

static void plain_event(const struct trace *trace, struct model *model, size_t i)
{
    const struct event *event = trace_event(trace, i);
    enum event_kind kind = (enum event_kind)event->kind;
    if (!event_is_narrated(kind) || event->flags & (EVENT_PRIVATE | EVENT_AT_GATE))
        return;
    bool is_access = event_group(kind) == GROUP_MEMORY;
    if (is_access && skip_access(trace, model, i))
        return;
    if (!is_access)
        tell_skipped();
    skipped.burst += is_access;
    if (skipped.lines >= EVENT_LINES) {
        skipped.events++;
        return;
    }
    skipped.lines++;
    model_seek(model, i);
    if (is_access && model_overwrites(model, event))
        skipped.has_lost = true;
    tell_line(trace, model, i);
}

static void plain_flush(const struct trace *trace)
{
    tell_skipped();
    if (skipped.events > 0)
        printf(_("              ... and %llu more events; --save FILE keeps them all\n"),
               (unsigned long long)skipped.events);
    const struct trace_facts *facts = trace_facts(trace);
    if (facts->lost > 0)
        printf(_("              %llu events did not fit and were counted, not kept\n"),
               (unsigned long long)facts->lost);
    memset(&skipped, 0, sizeof(skipped));
}

static void tell_bins(const struct act_result *result)
{
    struct histogram histogram;
    histogram_make(&histogram, result->values, result->value_count,
                   result->has_should ? &result->should : NULL, BINS);
    for (size_t i = 0; i < histogram.count; i++) {
        const struct histogram_bin *bin = &histogram.bins[i];
        struct text from = {0}, to = {0};
        text_put_count(&from, bin->from);
        text_put_count(&to, bin->to);
        if (bin->is_right)
            printf("  %13s %-15s ", text_get(&from), _("(right)"));
        else
            printf("  %13s %s %-13s ", text_get(&from), bin->from < bin->to ? "-" : " ",
                   bin->from < bin->to ? text_get(&to) : "");
        int full = histogram.most ? (int)(bin->count * (unsigned)BAR_COLUMNS / histogram.most) : 0;
        if (bin->count > 0 && full == 0)
            full = 1;
        for (int column = 0; column < full; column++)
            putchar('#');
        printf("%s%u\n", full ? " " : "", bin->count);
        text_release(&from);
        text_release(&to);
    }
}

static void tell_values(const struct act_result *result)
{
    struct text should = {0}, value = {0};
    text_put_count(&should, result->should);
    if (result->value_count == 1)
        text_put_count(&value, result->values[0]);
    if (!result->has_should && result->value_count == 1)
        printf(_("  %s ended as %s\n"), result->watch, text_get(&value));
    else if (result->has_should && result->value_count == 1)
        printf(_("  %s ended as %s; it should be %s\n"), result->watch, text_get(&value),
               text_get(&should));
    if (result->value_count > 1) {
        if (result->has_should)
            printf(_("  what %s ended as (it should be %s):\n"), result->watch, text_get(&should));
        else
            printf(_("  what %s ended as:\n"), result->watch);
        tell_bins(result);
    }
    if (result->has_should && result->should == 0 && result->value_count > 0) {
        printf(ngettext("  wrong at the end in %u of %u run\n",
                        "  wrong at the end in %u of %u runs\n", result->runs),
               result->lossy_runs, result->runs);
    } else if (result->has_should && result->value_count > 0) {
        printf(ngettext("  updates were lost in %u of %u run: %.1f %% of all updates, %.1f %% in "
                        "the worst run\n",
                        "  updates were lost in %u of %u runs: %.1f %% of all updates, %.1f %% in "
                        "the worst run\n",
                        result->runs),
               result->lossy_runs, result->runs, 100 * act_result_loss(result),
               100 * act_result_most_lost(result));
    }
    text_release(&should);
    text_release(&value);
}

/* The watched variable as it was seen from outside, at some moments of the run. */
static void tell_climb(const struct act_result *result, const struct trace *trace)
{
    size_t samples = 0, told = 0, seen = 0;
    for (size_t i = 0; i < trace_count(trace); i++)
        samples += trace_event(trace, i)->kind == K_SAMPLE;
    if (!result->has_should || result->runs > 1 || samples < 2 * CLIMB_LINES)
        return;
    printf(_("  %s, read from outside while it ran:\n"), result->watch);
    for (size_t i = 0; i < trace_count(trace); i++) {
        const struct event *event = trace_event(trace, i);
        if (event->kind != K_SAMPLE || ++seen * CLIMB_LINES < (told + 1) * samples)
            continue;
        told++;
        struct text time = {0}, value = {0};
        text_put_duration(&time, (int64_t)event->clock);
        text_put_count(&value, event->a);
        double share = (double)event->a / (double)result->should;
        printf("  %10s %15s ", text_get(&time), text_get(&value));
        for (int column = 0; column < (int)(share * BAR_COLUMNS); column++)
            putchar('#');
        printf(_(" %.0f %%\n"), 100 * share);
        text_release(&time);
        text_release(&value);
    }
}

static void tell_tally(const struct act_result *result)
{
    const struct tally *tally = &result->tally;
    if (result->tally_of == TALLY_NONE)
        return;
    printf("%s", result->tally_of == TALLY_FIRST ? _("  what was printed first:\n")
                                                 : _("  what was printed:\n"));
    for (size_t i = 0; i < tally->count; i++) {
        struct text label = {0};
        for (const char *c = tally->lines[i].text; *c; c++)
            text_put(&label, (char[]){*c == '\n' ? '/' : *c, '\0'});
        struct text shown = {0};
        text_put_quoted(&shown, text_get(&label), label.size, LABEL_COLUMNS);
        printf("  %*s%s ", LABEL_COLUMNS - text_width(text_get(&shown)), "", text_get(&shown));
        unsigned full = tally->lines[i].count * (unsigned)BAR_COLUMNS / tally->lines[0].count;
        for (unsigned column = 0; column < full + (full == 0); column++)
            putchar('#');
        printf(" %u\n", tally->lines[i].count);
        text_release(&shown);
        text_release(&label);
    }
    if (tally->others > 0)
        printf(ngettext("  %u run printed something else\n", "  %u runs printed something else\n",
                        tally->others),
               tally->others);
}

static void plain_result(const struct act_result *result, const struct trace *trace)
{
    static const char *const places[] = {N_("placed by the operating system"),
                                         N_("one thread per core"), N_("all on one core")};
    struct text line = {0};
    printf(_("  ended: "));
    const char *comma = "";
    for (int end = 0; end < RUN_ENDS; end++) {
        if (result->ends[end] == 0)
            continue;
        if (result->runs == 1 && end != RUN_HUNG && end != RUN_ASSERTED && end != RUN_DEADLOCK) {
            narrate_status(&line, result->last.status);
            printf("%s", text_get(&line));
            text_clear(&line);
        } else {
            printf("%s%s", comma, run_end_name((enum run_end)end));
            if (result->runs > 1)
                printf(_(" in %u of %u runs"), result->ends[end], result->runs);
        }
        comma = ", ";
    }
    printf("\n");
    if (result->deadlock)
        printf("  %s\n", result->deadlock);
    if (trace)
        tell_climb(result, trace);
    tell_values(result);
    tell_tally(result);
    plain_chart(result);
    text_put_duration(&line, (int64_t)act_result_median_ns(result));
    printf(result->runs > 1 ? _("  time of a run: %s (median)") : _("  time: %s"), text_get(&line));
    printf(ngettext(", %u core, %s\n", ", %u cores, %s\n", result->cpus), result->cpus,
           _(places[result->placement]));
    plain_cores(result);
    plain_spans(result);
    if (result->is_quiet)
        printf(_("  locks, waits and messages were not told, so that they cost what they cost\n"));
    if (result->runs == 1)
        printf(_("  events: %llu, lost: %llu; switches known from: %s\n"),
               (unsigned long long)result->last.events, (unsigned long long)result->last.lost,
               trace && *trace_text(trace, trace_facts(trace)->kernel_story)
                   ? trace_text(trace, trace_facts(trace)->kernel_story)
                   : _("nowhere"));
    if (result->last.lost_switches > 0)
        printf(_("  the kernel had no room to tell of %llu switches\n"),
               (unsigned long long)result->last.lost_switches);
    if (result->last.left_over > 0)
        printf(ngettext("  %u process was still running at the end and was ended\n",
                        "  %u processes were still running at the end and were ended\n",
                        result->last.left_over),
               result->last.left_over);
    if (!result->keeps_word)
        printf(_("  NOT AS IT SHOULD BE: %s\n"), text_get(&result->broken_word));
    else if (result->broken_word.size > 0)
        printf(_("  not shown: %s\n"), text_get(&result->broken_word));
    printf("\n");
    text_release(&line);
}

static void plain_broken(const struct err *err, const char *messages)
{
    fflush(stdout);
    fputs(messages, stderr);
    fprintf(stderr, "conc-tutor: %s\n", err->text);
}

const struct teller tell_plain = {
    .title = plain_title,
    .block = plain_block,
    .begin = plain_begin,
    .event = plain_event,
    .flush = plain_flush,
    .result = plain_result,
    .explored = plain_explored,
    .compare = plain_compare,
    .broken = plain_broken,
    .answer = plain_answer,
    .exercise = plain_exercise,
    .tells_many = false,
};
