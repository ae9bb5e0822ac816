/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Results of acts side by side: a row each, and the columns that the page asks for with `show:`
 * (loss, values, time, ends; without it loss and time). What was lost and what it took are also
 * bars, so that the price of a cure is seen at a glance.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/pane.h"

enum { ROWS_MOST = 16, BAR_MOST = 24, BAR_LEAST = 5, GAP = 2 };

enum column { COLUMN_LOSS, COLUMN_VALUES, COLUMN_TIME, COLUMN_ENDS, COLUMN_RUNS, COLUMN_COUNT };

static const char *const column_words[COLUMN_COUNT] = {"loss", "values", "time", "ends", ""};
static const char *const column_titles[COLUMN_COUNT] = {N_("lost"), N_("value"), N_("time"),
                                                        N_("ended"), N_("runs")};

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
    if (!lesson || view->block >= lesson->block_count || (!reads_on && view->stage != VIEW_DONE))
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

/* The results that it compares, in order; at most `limit`. */
static int chosen(const struct view *view, const struct act_result **out, int limit)
{
    const struct block *block = block_of(view);
    int n = 0;
    for (size_t i = 0; i < view->result_count && n < limit; i++)
        if (is_named(block, view->results[i]))
            out[n++] = view->results[i];
    return n;
}

int pane_compare_rows(const struct view *view)
{
    const struct act_result *rows[ROWS_MOST];
    return shows_comparison(view) ? 2 * chosen(view, rows, ROWS_MOST) + 3 : 0;
}

/* Is `word` in the list of words `list`? */
static bool has_word(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = list; n > 0 && (p = strstr(p, word)); p += n)
        if ((p == list || p[-1] == ' ') && (p[n] == 0 || p[n] == ' '))
            return true;
    return false;
}

static bool has_loss(const struct act_result *result)
{
    return result->has_should && result->value_count > 0;
}

static void put_values(const struct act_result *result, struct text *out)
{
    if (result->value_count == 0)
        return;
    int64_t least = result->values[0], most = least;
    for (unsigned i = 1; i < result->value_count; i++) {
        least = result->values[i] < least ? result->values[i] : least;
        most = result->values[i] > most ? result->values[i] : most;
    }
    text_put_count(out, least);
    if (most > least) {
        text_put(out, " - ");
        text_put_count(out, most);
    }
}

static void put_ends(const struct act_result *result, struct text *out)
{
    for (unsigned i = 0; i < 8; i++)
        if (result->ends[i] > 0)
            text_add(out, "%s%u %s", out->size ? ", " : "", result->ends[i],
                     run_end_word((enum run_end)i));
}

/* A cell's words and its style. */
static unsigned spell(const struct canvas *canvas, const struct act_result *result,
                      enum column column, struct text *out)
{
    switch (column) {
    case COLUMN_LOSS:
        if (!has_loss(result)) {
            text_put(out, "-");
            return STYLE_DIM;
        }
        if (result->should == 0)
            text_add(out, _("%s wrong in %u of %u"),
                     result->lossy_runs ? "!" : sign(canvas, "✓", "v"), result->lossy_runs,
                     result->value_count);
        else
            text_add(out, "%s %.1f %%", result->lossy_runs ? "!" : sign(canvas, "✓", "v"),
                     100 * act_result_loss(result));
        return result->lossy_runs ? STYLE_BAD : STYLE_GOOD;
    case COLUMN_VALUES:
        put_values(result, out);
        return STYLE_TEXT;
    case COLUMN_TIME:
        text_put_duration(out, (int64_t)act_result_median_ns(result));
        return STYLE_TEXT;
    case COLUMN_ENDS:
        put_ends(result, out);
        return STYLE_TEXT;
    default:
        text_add(out, "%u", result->runs);
        return STYLE_DIM;
    }
}

static bool has_bar(enum column column)
{
    return column == COLUMN_LOSS || column == COLUMN_TIME;
}

struct table {
    const struct act_result *rows[ROWS_MOST];
    int count;
    bool is_shown[COLUMN_COUNT];
    int width[COLUMN_COUNT]; /* of the words */
    int name, bar;
    uint64_t slowest;
};

static void measure(const struct view *view, const struct canvas *canvas, struct table *table,
                    int width)
{
    const struct block *block = block_of(view);
    const char *show = block_get(block, "show", "loss time");
    int used = 1, bars = 0;
    struct text words = {0};
    table->name = 4;
    table->count = chosen(view, table->rows, ROWS_MOST);
    for (int i = 0; i < table->count; i++) {
        int w = text_width(table->rows[i]->name ? table->rows[i]->name : "?");
        table->name = w > table->name ? w : table->name;
        uint64_t median = act_result_median_ns(table->rows[i]);
        table->slowest = median > table->slowest ? median : table->slowest;
    }
    used += table->name;
    for (int c = 0; c < COLUMN_COUNT; c++) {
        table->is_shown[c] = c == COLUMN_RUNS || has_word(show, column_words[c]);
        if (!table->is_shown[c])
            continue;
        table->width[c] = has_bar((enum column)c) ? 8 : text_width(_(column_titles[c]));
        for (int i = 0; i < table->count; i++) {
            text_clear(&words);
            spell(canvas, table->rows[i], (enum column)c, &words);
            int w = text_width(text_get(&words));
            table->width[c] = w > table->width[c] ? w : table->width[c];
        }
        used += GAP + table->width[c];
        bars += has_bar((enum column)c);
    }
    /* Where there is no room for all, the least telling columns go. */
    static const enum column order[] = {COLUMN_RUNS, COLUMN_ENDS, COLUMN_VALUES};
    for (int i = 0; i < 3 && used > width; i++)
        if (table->is_shown[order[i]]) {
            table->is_shown[order[i]] = false;
            used -= GAP + table->width[order[i]];
        }
    table->bar = bars ? (width - used) / bars - 1 : 0;
    table->bar = table->bar > BAR_MOST ? BAR_MOST : table->bar < BAR_LEAST ? 0 : table->bar;
    text_release(&words);
}

static void put_row(struct canvas *canvas, struct box box, int y, const struct table *table,
                    const struct act_result *result)
{
    int x = 1 + table->name;
    canvas_put_cut(canvas, box, 1, y, table->name, STYLE_TITLE, result->name ? result->name : "?");
    struct text words = {0};
    for (int c = 0; c < COLUMN_COUNT; c++) {
        if (!table->is_shown[c])
            continue;
        x += GAP;
        text_clear(&words);
        unsigned style = spell(canvas, result, (enum column)c, &words);
        canvas_put_cut(canvas, box, x, y, table->width[c], style, text_get(&words));
        x += table->width[c];
        if (!has_bar((enum column)c) || table->bar == 0)
            continue;
        double share = c == COLUMN_LOSS ? (has_loss(result) ? act_result_loss(result) : 0)
                       : table->slowest
                           ? (double)act_result_median_ns(result) / (double)table->slowest
                           : 0;
        x = canvas_bar(canvas, box, x + 1, y, table->bar, c == COLUMN_LOSS ? STYLE_BAD : STYLE_BAR,
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
        int width = table->width[c] + (has_bar((enum column)c) && table->bar ? table->bar + 1 : 0);
        canvas_put_cut(canvas, box, x, y, width, STYLE_DIM, _(column_titles[c]));
        x += width;
    }
}

void pane_compare(const struct view *view, struct canvas *canvas, struct box box)
{
    struct table table = {.count = 0};
    canvas_rule(canvas, box, 0, STYLE_FRAME, _("side by side"));
    measure(view, canvas, &table, box.width);
    if (table.count == 0) {
        canvas_put_cut(canvas, box, 1, 1, box.width - 1, STYLE_DIM,
                       _("the acts to compare have not been run"));
        return;
    }
    put_heading(canvas, box, 1, &table);
    int step = 2 * table.count + 1 <= box.height - 1 ? 2 : 1;
    for (int i = 0; i < table.count; i++)
        put_row(canvas, box, 2 + i * step, &table, table.rows[i]);
}
