/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Results of acts side by side: a row each, and the columns that the page asks for with `show:`
 * (core/lesson/figure.h; without it loss and time). What was lost and what it took are also
 * bars, so that the price of a cure is seen at a glance.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/lesson/figure.h"
#include "ui/view/pane.h"

enum { ROWS_MOST = 16, BAR_MOST = 24, BAR_LEAST = 5, GAP = 2 };

/* The figures, and behind them how often the act ran. */
enum { COLUMN_RUNS = FIGURES, COLUMN_COUNT };

static const char *column_title(int column)
{
    return column == COLUMN_RUNS ? _("runs") : _(figure_title((enum figure)column));
}

static bool is_named(const struct block *block, const struct act_result *result)
{
    for (size_t i = 0; i < block->word_count; i++)
        if (result->name && strcmp(block->words[i], result->name) == 0)
            return true;
    return block->word_count == 0;
}

/* The comparison to show: the act at hand, or while the learner reads on, the last act before it.
 * NULL: none. */
static const struct block *block_of(const struct view *view)
{
    const struct lesson *lesson = view->lesson;
    bool reads_on = view->stage == VIEW_READING || view->stage == VIEW_END;
    if (!lesson || view->exercise || view->block >= lesson->block_count ||
        (!reads_on && view->stage != VIEW_DONE))
        return NULL;
    const struct block *at_hand = &lesson->blocks[view->block];
    if (at_hand->kind == BLOCK_COMPARE)
        return at_hand;
    for (size_t i = view->block; reads_on && i-- > 0;)
        if (lesson->blocks[i].kind == BLOCK_COMPARE)
            return &lesson->blocks[i];
        else if (lesson->blocks[i].kind == BLOCK_RUN)
            return NULL;
    return NULL;
}

bool shows_comparison(const struct view *view)
{
    return block_of(view) != NULL;
}

/* An act that was run again counts as it was last. */
static bool is_last(const struct view *view, size_t i)
{
    const char *name = view->results[i]->name;
    for (size_t k = i + 1; name && k < view->result_count; k++)
        if (view->results[k]->name && strcmp(view->results[k]->name, name) == 0)
            return false;
    return true;
}

/* The results that it compares, in order; at most `limit`. */
static int chosen(const struct view *view, const struct act_result **out, int limit)
{
    const struct block *block = block_of(view);
    int n = 0;
    for (size_t i = 0; i < view->result_count && n < limit; i++)
        if (is_named(block, view->results[i]) && is_last(view, i))
            out[n++] = view->results[i];
    return n;
}

int pane_compare_rows(const struct view *view)
{
    const struct act_result *rows[ROWS_MOST];
    return shows_comparison(view) ? 2 * chosen(view, rows, ROWS_MOST) + 3 : 0;
}

/* A cell's words and its style. */
static unsigned spell(const struct canvas *canvas, const struct act_result *result, int column,
                      struct text *out)
{
    if (column == COLUMN_RUNS) {
        text_add(out, "%u", result->runs);
        return STYLE_DIM;
    }
    enum figure figure = (enum figure)column;
    bool is_loss = figure == FIGURE_LOSS && figure_is_known(figure, result);
    if (is_loss)
        text_add(out, "%s ", result->lossy_runs ? "!" : sign(canvas, "✓", "v"));
    figure_put(figure, result, out);
    return is_loss                           ? result->lossy_runs ? STYLE_BAD : STYLE_GOOD
           : figure_is_known(figure, result) ? STYLE_TEXT
                                             : STYLE_DIM;
}

static bool has_bar(int column)
{
    return column == FIGURE_LOSS || column == FIGURE_TIME || column == FIGURE_CORES;
}

struct table {
    const struct act_result *rows[ROWS_MOST];
    const char *names[ROWS_MOST];
    int count;
    bool is_shown[COLUMN_COUNT];
    int width[COLUMN_COUNT]; /* of the words */
    int name, bar;
    double slowest, widest; /* the greatest time, the most cores: a full bar each */
};

/* The rows, their names and which figures are shown are there. */
static void measure(const struct canvas *canvas, struct table *table, int width)
{
    int used = 1, bars = 0;
    struct text words = {0};
    table->name = 4;
    for (int i = 0; i < table->count; i++) {
        int w = text_width(table->names[i]);
        table->name = w > table->name ? w : table->name;
        double median = (double)act_result_median_ns(table->rows[i]);
        double cores = act_result_cores(table->rows[i]);
        table->slowest = median > table->slowest ? median : table->slowest;
        table->widest = cores > table->widest ? cores : table->widest;
    }
    used += table->name;
    for (int c = 0; c < COLUMN_COUNT; c++) {
        if (!table->is_shown[c])
            continue;
        table->width[c] = c == FIGURE_CORES ? text_width(column_title(c))
                          : has_bar(c)      ? 8
                                            : text_width(column_title(c));
        for (int i = 0; i < table->count; i++) {
            text_clear(&words);
            spell(canvas, table->rows[i], c, &words);
            int w = text_width(text_get(&words));
            table->width[c] = w > table->width[c] ? w : table->width[c];
        }
        used += GAP + table->width[c];
        bars += has_bar(c);
    }
    /* Where there is no room for all, the least telling columns go. */
    static const int order[] = {COLUMN_RUNS, FIGURE_ENDS, FIGURE_VALUES, FIGURE_SWITCHES,
                                FIGURE_AT_ONCE};
    for (int i = 0; i < 5 && used > width; i++)
        if (table->is_shown[order[i]]) {
            table->is_shown[order[i]] = false;
            used -= GAP + table->width[order[i]];
        }
    table->bar = bars ? (width - used) / bars - 1 : 0;
    table->bar = table->bar > BAR_MOST ? BAR_MOST : table->bar < BAR_LEAST ? 0 : table->bar;
    text_release(&words);
}

static double share_of_bar(const struct table *table, const struct act_result *result, int column)
{
    if (column == FIGURE_LOSS)
        return figure_is_known(FIGURE_LOSS, result) ? act_result_loss(result) : 0;
    double whole = column == FIGURE_TIME ? table->slowest : table->widest;
    double part =
        column == FIGURE_TIME ? (double)act_result_median_ns(result) : act_result_cores(result);
    return whole > 0 ? part / whole : 0;
}

static void put_row(struct canvas *canvas, struct box box, int y, const struct table *table,
                    int row)
{
    const struct act_result *result = table->rows[row];
    int x = 1 + table->name;
    canvas_put_cut(canvas, box, 1, y, table->name, STYLE_TITLE, table->names[row]);
    struct text words = {0};
    for (int c = 0; c < COLUMN_COUNT; c++) {
        if (!table->is_shown[c])
            continue;
        x += GAP;
        text_clear(&words);
        unsigned style = spell(canvas, result, c, &words);
        canvas_put_cut(canvas, box, x, y, table->width[c], style, text_get(&words));
        x += table->width[c];
        if (!has_bar(c) || table->bar == 0)
            continue;
        double share = share_of_bar(table, result, c);
        x = canvas_bar(canvas, box, x + 1, y, table->bar, c == FIGURE_LOSS ? STYLE_BAD : STYLE_BAR,
                       share);
    }
    text_release(&words);
}

static void put_heading(struct canvas *canvas, struct box box, int y, const struct table *table)
{
    int x = 1 + table->name;
    for (int c = 0; c < COLUMN_COUNT; c++) {
        if (!table->is_shown[c])
            continue;
        x += GAP;
        int width = table->width[c] + (has_bar(c) && table->bar ? table->bar + 1 : 0);
        canvas_put_cut(canvas, box, x, y, width, STYLE_DIM, column_title(c));
        x += width;
    }
}

void pane_compare(const struct view *view, struct canvas *canvas, struct box box)
{
    struct table table = {.count = 0};
    canvas_rule(canvas, box, 0, STYLE_FRAME, _("side by side"));
    table.count = chosen(view, table.rows, ROWS_MOST);
    for (int i = 0; i < table.count; i++)
        table.names[i] = table.rows[i]->name ? table.rows[i]->name : "?";
    if (table.count == 0) {
        canvas_put_cut(canvas, box, 1, 1, box.width - 1, STYLE_DIM,
                       _("the acts to compare have not been run"));
        return;
    }
    for (int c = 0; c < COLUMN_COUNT; c++)
        table.is_shown[c] = c == COLUMN_RUNS || figure_is_shown((enum figure)c, block_of(view));
    measure(canvas, &table, box.width);
    put_heading(canvas, box, 1, &table);
    int step = 2 * table.count + 1 <= box.height - 1 ? 2 : 1;
    for (int i = 0; i < table.count; i++)
        put_row(canvas, box, 2 + i * step, &table, i);
}

const struct act_result *result_before(const struct view *view, const struct act_result *result)
{
    for (size_t i = view->result_count; result && result->name && i-- > 0;) {
        const struct act_result *old = view->results[i];
        if (old != result && old->name && strcmp(old->name, result->name) == 0)
            return old;
    }
    return NULL;
}

/* The rows are called by what was changed. */
void pane_compare_two(struct canvas *canvas, struct box box, const struct act_result *before,
                      const struct act_result *now)
{
    static const char *const places[] = {N_("free"), N_("spread"), N_("one")};
    struct table table = {.rows = {before, now}, .count = 2};
    bool is_other = before->command && now->command && strcmp(before->command, now->command) != 0;
    for (int i = 0; i < 2; i++)
        table.names[i] = is_other                              ? table.rows[i]->command
                         : before->placement != now->placement ? _(places[table.rows[i]->placement])
                         : i == 0                              ? _("before")
                                                               : _("now");
    table.is_shown[FIGURE_TIME] = table.is_shown[COLUMN_RUNS] = true;
    table.is_shown[now->has_should ? FIGURE_LOSS : now->watch ? FIGURE_VALUES : FIGURE_ENDS] = true;
    measure(canvas, &table, box.width);
    put_heading(canvas, box, 0, &table);
    put_row(canvas, box, 1, &table, 0);
    put_row(canvas, box, 2, &table, 1);
}
