/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Results of acts side by side: a row each, with what was lost and what it took as bars, so that
 * the price of a cure is seen at a glance.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/pane.h"

static bool is_named(const struct block *block, const struct act_result *result)
{
    for (size_t i = 0; i < block->word_count; i++)
        if (result->name && strcmp(block->words[i], result->name) == 0)
            return true;
    return block->word_count == 0;
}

bool shows_comparison(const struct view *view)
{
    const struct lesson *lesson = view->lesson;
    bool is_over = view->stage == VIEW_DONE || view->stage == VIEW_READING;
    return lesson && is_over && view->block < lesson->block_count &&
           lesson->blocks[view->block].kind == BLOCK_COMPARE;
}

/* The results that the act at hand compares, in order; at most `limit`. */
static int chosen(const struct view *view, const struct act_result **out, int limit)
{
    const struct block *block = &view->lesson->blocks[view->block];
    int n = 0;
    for (size_t i = 0; i < view->result_count && n < limit; i++)
        if (is_named(block, view->results[i]))
            out[n++] = view->results[i];
    return n;
}

enum { ROWS_MOST = 16 };

int pane_compare_rows(const struct view *view)
{
    const struct act_result *rows[ROWS_MOST];
    return shows_comparison(view) ? 2 * chosen(view, rows, ROWS_MOST) + 3 : 0;
}

struct widths {
    int name, loss, time, bar;
};

static void put_row(struct canvas *canvas, struct box box, int y, const struct act_result *result,
                    const struct widths *widths, uint64_t slowest)
{
    struct text words = {0};
    int x = 1;
    canvas_put_cut(canvas, box, x, y, widths->name, STYLE_TITLE, result->name ? result->name : "?");
    x += widths->name + 1;
    bool has_loss = result->has_should && result->value_count > 0;
    double loss = has_loss ? act_result_loss(result) : 0;
    bool is_bad = result->lossy_runs > 0;
    if (has_loss)
        text_add(&words, "%s %.1f %%", is_bad ? "!" : sign(canvas, "✓", "v"), 100 * loss);
    else
        text_put(&words, "-");
    canvas_put_cut(canvas, box, x, y, widths->loss, is_bad ? STYLE_BAD : STYLE_GOOD,
                   text_get(&words));
    x += widths->loss;
    if (widths->bar >= 4 && has_loss)
        canvas_bar(canvas, box, x, y, widths->bar, STYLE_BAD, loss);
    x += widths->bar + 1;
    uint64_t median = act_result_median_ns(result);
    text_clear(&words);
    text_put_duration(&words, (int64_t)median);
    canvas_put_cut(canvas, box, x, y, widths->time, STYLE_TEXT, text_get(&words));
    x += widths->time;
    if (widths->bar >= 4)
        canvas_bar(canvas, box, x, y, widths->bar, STYLE_BAR,
                   slowest ? (double)median / (double)slowest : 0);
    x += widths->bar + 1;
    text_clear(&words);
    text_add(&words, "%u", result->runs);
    canvas_put_cut(canvas, box, x, y, box.width - x, STYLE_DIM, text_get(&words));
    text_release(&words);
}

static void put_heading(struct canvas *canvas, struct box box, int y, const struct widths *widths)
{
    int x = 1 + widths->name + 1;
    canvas_put_cut(canvas, box, 1, y, widths->name, STYLE_DIM, _("act"));
    canvas_put_cut(canvas, box, x, y, widths->loss + widths->bar, STYLE_DIM, _("updates lost"));
    x += widths->loss + widths->bar + 1;
    canvas_put_cut(canvas, box, x, y, widths->time + widths->bar, STYLE_DIM, _("time of a run"));
    x += widths->time + widths->bar + 1;
    canvas_put_cut(canvas, box, x, y, box.width - x, STYLE_DIM, _("runs"));
}

void pane_compare(const struct view *view, struct canvas *canvas, struct box box)
{
    const struct act_result *rows[ROWS_MOST];
    int count = chosen(view, rows, ROWS_MOST);
    canvas_rule(canvas, box, 0, STYLE_FRAME, _("side by side"));
    if (count == 0) {
        canvas_put_cut(canvas, box, 1, 1, box.width - 1, STYLE_DIM,
                       _("the acts to compare have not been run"));
        return;
    }
    struct widths widths = {.name = 4, .loss = 10, .time = 9};
    uint64_t slowest = 0;
    for (int i = 0; i < count; i++) {
        int w = text_width(rows[i]->name ? rows[i]->name : "?");
        widths.name = w > widths.name ? w : widths.name;
        uint64_t median = act_result_median_ns(rows[i]);
        slowest = median > slowest ? median : slowest;
    }
    if (widths.name > box.width / 3)
        widths.name = box.width / 3;
    widths.bar = (box.width - widths.name - widths.loss - widths.time - 9) / 2;
    widths.bar = widths.bar < 4 ? 0 : widths.bar > 30 ? 30 : widths.bar;
    put_heading(canvas, box, 1, &widths);
    int step = 2 * count + 1 <= box.height - 1 ? 2 : 1;
    for (int i = 0; i < count; i++)
        put_row(canvas, box, 2 + i * step, rows[i], &widths, slowest);
}
