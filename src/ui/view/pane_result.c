/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an act has measured: how often which value came out, what was lost, what it took. Every
 * figure here is of this very run; the only words about luck are those that the figures allow.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/lesson/figure.h"
#include "core/trace/narrate.h"
#include "ui/view/pane.h"

enum { AGAIN_ROWS = 4, BINS_ALL = 100, BINS_USUAL = 9, BINS_LEAST = 3, SPAN_SENTENCES = 3 };

const struct act_result *shown_result(const struct view *view)
{
    bool is_own = view->stage == VIEW_RUNNING || view->stage == VIEW_DONE;
    if (view->result && (is_own || view->stage == VIEW_REPLAY))
        return view->result;
    if (is_own || view->stage == VIEW_BUILDING || view->exercise)
        return NULL;
    return view->result_count > 0 ? view->results[view->result_count - 1] : NULL;
}

/* --- the sentences -------------------------------------------------------------------------------
 */

struct lines {
    struct canvas *canvas;
    struct box box;
    int y;
};

int put_paragraph(struct canvas *canvas, struct box box, int y, unsigned style, const char *mark,
                  const struct text *words)
{
    struct rich paragraph = {0}, wrapped = {0};
    rich_put(&paragraph, style, text_get(words));
    char *lead = xasprintf(" %s ", mark);
    rich_wrap(&wrapped, &paragraph, box.width - 1, style, lead);
    struct box rest = {box.x, box.y + y, box.width, box.height - y};
    if (rest.height > 0)
        rich_draw(canvas, rest, &wrapped, 0);
    y += wrapped.lines;
    free(lead);
    rich_release(&paragraph);
    rich_release(&wrapped);
    return y;
}

static void say(struct lines *lines, unsigned style, const char *mark, const struct text *words)
{
    lines->y = put_paragraph(lines->canvas, lines->box, lines->y, style, mark, words);
}

/* Below the tally. */
static void put_chart(const struct act_result *result, struct lines *lines)
{
    struct box rest = {lines->box.x, lines->box.y + lines->y, lines->box.width,
                       lines->box.height - lines->y};
    int used = pane_chart(result, lines->canvas, rest);
    lines->y += used + (used > 0 && rest.height > used + 4);
}

/* Below the histogram, and above the sentences. */
static void put_tally(const struct act_result *result, struct lines *lines)
{
    struct box rest = {lines->box.x, lines->box.y + lines->y, lines->box.width,
                       lines->box.height - lines->y};
    int rows = pane_tally_rows(result), used;
    rest.height = rows < rest.height ? rows : rest.height;
    used = rest.height > 0 ? pane_tally(result, lines->canvas, rest) : 0;
    lines->y += used + (used > 0 && lines->box.height > used + 4);
}

static void say_loss(const struct act_result *result, struct lines *lines)
{
    struct text words = {0};
    struct canvas *canvas = lines->canvas;
    if (!result->has_should || result->value_count == 0)
        return;
    if (result->should == 0 && result->times > 1)
        text_add(&words,
                 ngettext("Wrong at the end in %u of %u run.", "Wrong at the end in %u of %u runs.",
                          result->value_count),
                 result->lossy_runs, result->value_count);
    else if (result->should == 0)
        text_put(&words, result->lossy_runs ? _("Wrong at the end.") : _("Right at the end."));
    else if (result->times > 1 && result->lossy_runs > 0)
        text_add(&words, _("%u of %u runs lost updates; on average %.1f %% of them are gone."),
                 result->lossy_runs, result->value_count, 100 * act_result_loss(result));
    else if (result->times > 1)
        text_add(&words, _("None of %u runs lost an update."), result->value_count);
    else if (result->lossy_runs > 0)
        text_add(&words, _("%.1f %% of the updates are lost."), 100 * act_result_loss(result));
    else
        text_put(&words, _("No update was lost."));
    if (result->value_count < result->runs)
        text_add(&words, _(" Of %u runs the last value was not seen."),
                 result->runs - result->value_count);
    bool is_bad = result->lossy_runs > 0;
    say(lines, is_bad ? STYLE_BAD : STYLE_GOOD, is_bad ? "!" : sign(canvas, "✓", "v"), &words);
    text_release(&words);
}

static void say_ends(const struct act_result *result, struct lines *lines)
{
    struct text words = {0};
    unsigned bad = 0;
    for (unsigned i = 0; i < RUN_ENDS; i++) {
        if (result->ends[i] == 0)
            continue;
        bad += i == RUN_RETURNED ? 0 : result->ends[i];
        if (result->times <= 1)
            continue;
        text_put(&words, words.size ? _(", ") : _("How they ended: "));
        /* TRANSLATORS: of several runs, how many ended in this way: "23 returns" */
        text_add(&words, _("%u %s"), result->ends[i], run_end_name((enum run_end)i));
    }
    if (words.size > 0)
        text_put(&words, _("."));
    const char *stuck = result->deadlock ? result->deadlock : result->hang;
    if (stuck) {
        struct text why = {0};
        text_put(&why, stuck);
        say(lines, STYLE_BAD, "!", &why);
        text_release(&why);
    } else if (result->times <= 1 && result->runs > 0) {
        text_put(&words, result->ends[RUN_ASSERTED] && result->last.status != 0
                             ? _("An assert does not hold: the program ")
                             : _("The program "));
        narrate_status(&words, result->last.status);
        text_put(&words, _("."));
    }
    /* Fifty runs that all returned need no line. */
    if (words.size > 0 && (bad > 0 || result->times <= 1))
        say(lines, STYLE_TEXT, sign(lines->canvas, "·", "-"), &words);
    text_release(&words);
}

static void say_time(const struct act_result *result, struct lines *lines)
{
    struct text words = {0};
    if (result->runs == 0)
        return;
    struct text duration = {0};
    text_put_duration(&duration, (int64_t)act_result_median_ns(result));
    text_add(&words, result->times > 1 ? _("%s a run (median)") : _("%s from start to end"),
             text_get(&duration));
    text_release(&duration);
    text_put(&words, _(", "));
    text_add(&words, result->cpus == 1 ? _("on %u core") : _("on %u cores"), result->cpus);
    if (result->times <= 1 && result->last.events > 0) {
        text_put(&words, _(", "));
        text_put_count(&words, (int64_t)result->last.events);
        text_put(&words, _(" events"));
    }
    if (result->last.lost > 0) {
        text_put(&words, _(", "));
        text_put_count(&words, (int64_t)result->last.lost);
        text_put(&words, _(" events only counted, not kept"));
    }
    text_put(&words, _("."));
    say(lines, STYLE_TEXT, sign(lines->canvas, "·", "-"), &words);
    text_release(&words);
}

static void say_cores(const struct act_result *result, struct lines *lines)
{
    struct text words = {0};
    /* Where threads run by turns or at once is the subject: not worth a line otherwise. */
    if (!figure_is_known(FIGURE_CORES, result) || !result->tells_cores)
        return;
    text_add(&words, _("It used %.2f cores"), act_result_cores(result));
    if (act_result_ready(result) >= 0.05)
        text_add(&words, _(" and was ready for %.2f more"), act_result_ready(result));
    double others = act_result_others(result);
    if (others >= 0.05)
        text_add(&words, _(", other programs %.2f"), others);
    text_put(&words, _("; "));
    text_put_count(&words, (int64_t)act_result_switches(result));
    text_put(&words, _(" switches."));
    say(lines, WITH(STYLE_TEXT, CELL_BOLD), sign(lines->canvas, "·", "-"), &words);
    text_release(&words);
}

static void say_spans(const struct act_result *result, struct lines *lines)
{
    const struct spans *spans = &result->spans;
    struct text words = {0};
    if (!result->has_spans || result->runs == 0)
        return;
    text_add(&words, _("%zu tasks begun, %zu ended; at most %u at once"), spans->count,
             spans->count - spans->cut, result->at_once_most);
    if (spans->queued_ns > 0)
        text_add(&words, _("; while tasks waited, %.0f %% of the workers were at work"),
                 100 * spans_busy(spans));
    text_put(&words, _("."));
    say(lines, WITH(STYLE_TEXT, CELL_BOLD), sign(lines->canvas, "·", "-"), &words);
    text_release(&words);
}

static const char *right_answer(const struct block *block)
{
    for (size_t i = 0; i < block->answer_count; i++)
        if (block->answers[i].is_right)
            return block->answers[i].text;
    return NULL;
}

static void say_prediction(const struct view *view, struct lines *lines)
{
    long question = last_question(view);
    struct text words = {0};
    /* The first act behind a question answers it; later ones are about something else. */
    if (question < 0 || view->prediction < 0 || view->exercise ||
        !is_answered(view, (size_t)question) || runs_since(view, (size_t)question) != 1)
        return;
    const struct block *block = &view->lesson->blocks[question];
    bool is_known = (size_t)view->prediction < block->answer_count;
    bool is_right = is_known && block->answers[view->prediction].is_right;
    const char *answer = view->predicted ? view->predicted
                         : is_known      ? block->answers[view->prediction].text
                                         : "";
    const char *right = is_known ? right_answer(block) : NULL;
    if (is_right)
        text_add(&words, _("You predicted: %s. You were right."), answer);
    else if (right)
        text_add(&words, _("You predicted: %s. The answer is: %s."), answer, right);
    else
        text_add(&words, _("You predicted: %s."), answer);
    say(lines, is_right ? STYLE_GOOD : STYLE_TEXT,
        is_right ? sign(lines->canvas, "✓", "v") : sign(lines->canvas, "·", "-"), &words);
    text_release(&words);
}

static bool has_broken_word(const struct act_result *result)
{
    return result->broken_word.size > 0;
}

static void say_broken_word(const struct act_result *result, struct lines *lines)
{
    bool is_unshown = result->keeps_word && result->ends[RUN_CANNOT] == 0;
    struct text words = {0};
    if (!has_broken_word(result))
        return;
    text_add(&words, is_unshown ? _("not shown: %s") : "%s", text_get(&result->broken_word));
    say(lines, STYLE_WARN, "!", &words);
    text_release(&words);
}

static bool has_histogram(const struct act_result *result)
{
    return result->value_count > 0 && result->times > 1;
}

/* One run has one value: it stands beside what it should be. */
static bool has_goal(const struct act_result *result)
{
    return result->value_count > 0 && result->times <= 1 && result->has_should;
}

static void put_goal(const struct act_result *result, struct canvas *canvas, struct box box)
{
    int64_t value = result->values[result->value_count - 1];
    bool is_right = value == result->should;
    struct text words = {0};
    text_add(&words, "%s = ", result->watch ? result->watch : "?");
    text_put_count(&words, value);
    int x = canvas_put(canvas, box, 1, 0, WITH(STYLE_TEXT, CELL_BOLD), text_get(&words));
    text_clear(&words);
    text_put(&words, result->should != 0 ? _(" of ") : _(", should be "));
    text_put_count(&words, result->should);
    int room = box.width - x - 2 - text_width(text_get(&words));
    double share = result->should > 0 ? (double)value / (double)result->should : 0;
    if (room >= 8 && result->should != 0)
        x = canvas_bar(canvas, box, x + 1, 0, room > 40 ? 40 : room,
                       is_right ? STYLE_GOOD : STYLE_BAD, share);
    canvas_put_cut(canvas, box, x, 0, box.width - x, is_right ? STYLE_GOOD : STYLE_DIM,
                   text_get(&words));
    text_release(&words);
}

/* Sentences below the histogram, of which some may take two rows. */
static int sentence_rows(const struct act_result *result, int columns)
{
    return 4 + (columns < 60) + result->tells_cores + 2 * result->has_spans +
           2 * has_broken_word(result);
}

/* What is known is drawn to see how many rows it takes. */
static int rows_drawn(const struct view *view, int columns)
{
    enum { ROWS_MOST = 100 };
    struct canvas canvas = {.is_ascii = true};
    canvas_resize(&canvas, columns, ROWS_MOST);
    int rows = pane_result(view, &canvas, (struct box){0, 0, columns, ROWS_MOST});
    canvas_release(&canvas);
    return rows;
}

/* While runs go on always the same, so that nothing moves while the figures grow. Then as many as
 * there are: rows that stay empty are missing in the page. */
static int bin_rows(const struct view *view, const struct act_result *result)
{
    if (result->times <= 1 || !result->watch)
        return 0;
    if (view->stage == VIEW_RUNNING || !has_histogram(result))
        return BINS_USUAL;
    int rows = pane_bins_rows(result, BINS_USUAL);
    return rows < BINS_LEAST ? BINS_LEAST : rows;
}

int pane_result_rows(const struct view *view, int columns)
{
    const struct act_result *result = shown_result(view);
    if (!result || columns < 1)
        return 0;
    if (result->explored || (result->times <= 1 && view->stage != VIEW_RUNNING))
        return rows_drawn(view, columns);
    int bins = bin_rows(view, result), bars = bins > 0 ? bins + 1 : has_goal(result) ? 2 : 0;
    bars += pane_spans_rows(result) + pane_chart_rows(result);
    int again = result_before(view, result) ? AGAIN_ROWS : 0;
    int rows = 1 + bars + pane_tally_rows(result) + sentence_rows(result, columns) + again;
    if (view->stage == VIEW_RUNNING)
        return rows;
    /* A long sentence must not fall off the end; of the bins the fewer are enough. */
    int spare = has_histogram(result) ? pane_bins_rows(result, BINS_ALL) - bins : 0;
    int drawn = rows_drawn(view, columns) - (spare > 0 ? spare : 0);
    return drawn > rows ? drawn : rows;
}

int pane_result(const struct view *view, struct canvas *canvas, struct box box)
{
    const struct act_result *result = shown_result(view);
    struct text title = {0};
    if (result) {
        text_put(&title, result->command ? result->command : "");
        if (result->times > 1 && result->runs < result->times)
            text_add(&title, _(", run %u of %u"), result->runs, result->times);
        else if (result->times > 1)
            text_add(&title, _(", %u times"), result->times);
        if (result->watch && box.width > 50)
            text_add(&title, _(": %s at the end"), result->watch);
    }
    canvas_rule(canvas, box, 0, STYLE_FRAME, result ? text_get(&title) : _("result"));
    text_release(&title);
    if (!result || box.height < 2)
        return 1;
    if (result->explored) {
        struct box inside = {box.x, box.y + 1, box.width, box.height - 1};
        struct lines lines = {canvas, inside, pane_explored(result, canvas, inside)};
        if (result->kind == BLOCK_EXPLORE)
            say_prediction(view, &lines);
        return 1 + (lines.y < inside.height ? lines.y : inside.height);
    }
    struct lines lines = {canvas, {box.x, box.y + 1, box.width, box.height - 1}, 0};
    const struct act_result *before = result_before(view, result);
    int room = lines.box.height - sentence_rows(result, box.width) - (before ? AGAIN_ROWS : 0);
    if (has_histogram(result) && room >= BINS_LEAST) { /* a smaller one would tell nothing */
        int count = pane_bins(result, canvas, lines.box, room);
        lines.y = count + (lines.box.height > count + sentence_rows(result, box.width));
    }
    if (has_goal(result)) {
        put_goal(result, canvas, lines.box);
        lines.y = 1 + (lines.box.height > 6);
    }
    put_tally(result, &lines);
    put_chart(result, &lines);
    /* The chart says most of it: sentences that do not fit below go before its rows do. */
    struct box below = {lines.box.x, lines.box.y + lines.y, lines.box.width,
                        lines.box.height - lines.y - SPAN_SENTENCES};
    lines.y += pane_spans(result, canvas, below);
    say_loss(result, &lines);
    say_prediction(view, &lines); /* above what may not fit: it is what the learner waits for */
    say_spans(result, &lines);
    say_cores(result, &lines);
    say_ends(result, &lines);
    say_time(result, &lines);
    say_broken_word(result, &lines);
    struct box rest = lines.box;
    int gap = rest.height - lines.y >= AGAIN_ROWS;
    rest.y += lines.y + gap;
    rest.height -= lines.y + gap;
    if (!before || rest.height < AGAIN_ROWS - 1)
        return 1 + (lines.y < lines.box.height ? lines.y : lines.box.height);
    pane_compare_two(canvas, rest, before, result);
    return 1 + lines.y + gap + AGAIN_ROWS - 1;
}
