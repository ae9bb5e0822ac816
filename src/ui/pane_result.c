/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an act has measured: how often which value came out, what was lost, what it took. Every
 * figure here is of this very run; the only words about luck are those that the figures allow.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/narrate.h"
#include "ui/pane.h"

enum { BINS_MOST = 12, LABEL_MOST = 28 };

const struct act_result *shown_result(const struct view *view)
{
    bool is_own = view->stage == VIEW_RUNNING || view->stage == VIEW_DONE;
    if (view->result && (is_own || view->stage == VIEW_REPLAY))
        return view->result;
    if (is_own || view->stage == VIEW_BUILDING)
        return NULL;
    return view->result_count > 0 ? view->results[view->result_count - 1] : NULL;
}

/* --- the histogram -------------------------------------------------------------------------------
 */

struct bin {
    int64_t least, most;
    unsigned count;
    bool is_right; /* holds exactly what should be */
};

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* The right value has a bin of its own; the wrong ones share the rest evenly, or have one each
 * where they are few. Returns how many bins there are, at most `limit`. */
static int fill_bins(const struct act_result *result, struct bin *bins, int limit)
{
    unsigned n = result->value_count, right = 0, wrong = 0, distinct = 0;
    int64_t *values = xmalloc((n + 1) * sizeof(*values));
    for (unsigned i = 0; i < n; i++)
        if (result->has_should && result->values[i] == result->should)
            right++;
        else
            values[wrong++] = result->values[i];
    qsort(values, wrong, sizeof(*values), by_value);
    for (unsigned i = 0; i < wrong; i++)
        distinct += i == 0 || values[i] != values[i - 1];
    int count = 0, wrong_bins = limit - (right > 0 || result->has_should);
    if (distinct <= (unsigned)(wrong_bins > 0 ? wrong_bins : 0)) {
        for (unsigned i = 0; i < wrong; i++)
            if (i > 0 && values[i] == values[i - 1])
                bins[count - 1].count++;
            else
                bins[count++] = (struct bin){values[i], values[i], 1, false};
    } else if (wrong_bins > 0) {
        uint64_t span = (uint64_t)values[wrong - 1] - (uint64_t)values[0] + 1;
        uint64_t step = span / (uint64_t)wrong_bins + (span % (uint64_t)wrong_bins != 0);
        for (; count < wrong_bins; count++) {
            int64_t least = (int64_t)((uint64_t)values[0] + step * (uint64_t)count);
            bins[count] = (struct bin){least, (int64_t)((uint64_t)least + step - 1), 0, false};
        }
        for (unsigned i = 0; i < wrong; i++)
            bins[((uint64_t)values[i] - (uint64_t)values[0]) / step].count++;
    }
    if (result->has_should && count < limit)
        bins[count++] = (struct bin){result->should, result->should, right, true};
    free(values);
    return count;
}

static void label_bin(const struct bin *bin, struct text *out)
{
    text_put_count(out, bin->least);
    if (bin->most > bin->least) {
        text_put(out, " - ");
        text_put_count(out, bin->most);
    }
}

static void put_bins(struct canvas *canvas, struct box box, const struct bin *bins, int count,
                     unsigned runs)
{
    int label = 0;
    struct text words = {0};
    for (int i = 0; i < count; i++) {
        text_clear(&words);
        label_bin(&bins[i], &words);
        int w = text_width(text_get(&words));
        label = w > label ? w : label;
    }
    if (label > box.width / 2)
        label = box.width / 2;
    for (int y = 0; y < count && y < box.height; y++) {
        const struct bin *bin = &bins[y];
        unsigned style = bin->is_right ? STYLE_GOOD : STYLE_BAD;
        text_clear(&words);
        label_bin(bin, &words);
        int w = text_width(text_get(&words));
        canvas_put_cut(canvas, box, 1 + (w < label ? label - w : 0), y, label,
                       bin->count ? STYLE_TEXT : STYLE_DIM, text_get(&words));
        text_clear(&words);
        text_add(&words, " %u", bin->count);
        if (bin->is_right)
            text_put(&words, _(" right"));
        int bar = box.width - label - 2 - 11;
        if (bar > 60)
            bar = 60;
        int x = label + 2;
        if (bar >= 4 && bin->count > 0) {
            double share = runs ? (double)bin->count / runs : 0;
            int used = (int)(share * bar + 0.999);
            canvas_bar(canvas, box, x, y, used, style, share * bar / used);
            x += used;
        }
        canvas_put_cut(canvas, box, x, y, box.width - x,
                       bin->count || bin->is_right ? style : STYLE_DIM, text_get(&words));
    }
    text_release(&words);
}

/* --- the sentences -------------------------------------------------------------------------------
 */

struct lines {
    struct canvas *canvas;
    struct box box;
    int y;
};

static void say(struct lines *lines, unsigned style, const char *mark, const struct text *words)
{
    struct rich paragraph = {0}, wrapped = {0};
    rich_put(&paragraph, style, text_get(words));
    char *lead = xasprintf(" %s ", mark);
    rich_wrap(&wrapped, &paragraph, lines->box.width - 1, style, lead);
    struct box rest = {lines->box.x, lines->box.y + lines->y, lines->box.width,
                       lines->box.height - lines->y};
    if (rest.height > 0)
        rich_draw(lines->canvas, rest, &wrapped, 0);
    lines->y += wrapped.lines;
    free(lead);
    rich_release(&paragraph);
    rich_release(&wrapped);
}

static void say_loss(const struct act_result *result, struct lines *lines)
{
    struct text words = {0};
    struct canvas *canvas = lines->canvas;
    if (!result->has_should || result->value_count == 0)
        return;
    if (result->times > 1 && result->lossy_runs > 0)
        text_add(&words, _("%u of %u runs lost updates; on average %.1f %% of them are gone."),
                 result->lossy_runs, result->value_count, 100 * act_result_loss(result));
    else if (result->times > 1)
        text_add(&words, _("None of %u runs lost an update."), result->value_count);
    else if (result->lossy_runs > 0)
        text_add(&words, _("%.1f %% of the updates are lost."), 100 * act_result_loss(result));
    else
        text_put(&words, _("No update was lost."));
    bool is_bad = result->lossy_runs > 0;
    say(lines, is_bad ? STYLE_BAD : STYLE_GOOD, is_bad ? "!" : sign(canvas, "✓", "v"), &words);
    text_release(&words);
}

static void say_ends(const struct act_result *result, struct lines *lines)
{
    struct text words = {0};
    unsigned bad = 0;
    for (unsigned i = 0; i < 8; i++) {
        if (result->ends[i] == 0)
            continue;
        bad += i == RUN_RETURNED ? 0 : result->ends[i];
        if (result->times > 1)
            text_add(&words, "%s%s: %u", words.size ? ", " : _("How they ended: "),
                     run_end_word((enum run_end)i), result->ends[i]);
    }
    if (result->times <= 1 && result->runs > 0) {
        text_put(&words, _("The program "));
        narrate_status(&words, result->last.status);
        text_put_char(&words, '.');
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
    text_put_duration(&words, (int64_t)act_result_median_ns(result));
    text_put(&words, result->times > 1 ? _(" a run (median)") : _(" from start to end"));
    text_put(&words, ", ");
    text_add(&words, result->cpus == 1 ? _("on %u core") : _("on %u cores"), result->cpus);
    if (result->times <= 1 && result->last.events > 0) {
        text_put(&words, ", ");
        text_put_count(&words, (int64_t)result->last.events);
        text_put(&words, _(" events"));
    }
    if (result->last.lost > 0) {
        text_put(&words, ", ");
        text_put_count(&words, (int64_t)result->last.lost);
        text_put(&words, _(" of them counted but not kept"));
    }
    text_put_char(&words, '.');
    say(lines, STYLE_TEXT, sign(lines->canvas, "·", "-"), &words);
    text_release(&words);
}

static void say_prediction(const struct view *view, struct lines *lines)
{
    long question = last_question(view);
    struct text words = {0};
    if (question < 0 || view->prediction < 0 || !is_answered(view, (size_t)question))
        return;
    const struct block *block = &view->lesson->blocks[question];
    bool is_known = (size_t)view->prediction < block->answer_count;
    bool is_right = is_known && block->answers[view->prediction].is_right;
    const char *answer = view->predicted ? view->predicted
                         : is_known      ? block->answers[view->prediction].text
                                         : "";
    text_add(&words, is_right ? _("You predicted: %s. You were right.") : _("You predicted: %s."),
             answer);
    say(lines, is_right ? STYLE_GOOD : STYLE_TEXT,
        is_right ? sign(lines->canvas, "✓", "v") : sign(lines->canvas, "·", "-"), &words);
    text_release(&words);
}

static void say_broken_word(const struct act_result *result, struct lines *lines)
{
    if (!result->keeps_word && result->broken_word.size > 0)
        say(lines, STYLE_WARN, "!", &result->broken_word);
}

static bool has_histogram(const struct act_result *result)
{
    return result->value_count > 0 && (result->times > 1 || result->has_should);
}

/* Sentences below the histogram, of which some may take two rows. */
static int sentence_rows(const struct act_result *result, int columns)
{
    return 4 + (columns < 60) + (!result->keeps_word && result->broken_word.size > 0);
}

int pane_result_rows(const struct view *view, int columns)
{
    const struct act_result *result = shown_result(view);
    struct bin bins[BINS_MOST];
    if (!result)
        return 0;
    int bars = has_histogram(result) ? fill_bins(result, bins, BINS_MOST) + 1 : 0;
    return 1 + bars + sentence_rows(result, columns);
}

void pane_result(const struct view *view, struct canvas *canvas, struct box box)
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
        return;
    struct lines lines = {canvas, {box.x, box.y + 1, box.width, box.height - 1}, 0};
    if (has_histogram(result)) {
        struct bin bins[BINS_MOST];
        int room = lines.box.height - sentence_rows(result, box.width);
        room = room < 2 ? 2 : room > BINS_MOST ? BINS_MOST : room;
        int count = fill_bins(result, bins, room);
        put_bins(canvas, lines.box, bins, count, result->value_count);
        lines.y = count + (lines.box.height > count + sentence_rows(result, box.width));
    }
    say_loss(result, &lines);
    say_prediction(view, &lines);
    say_ends(result, &lines);
    say_time(result, &lines);
    say_broken_word(result, &lines);
}
