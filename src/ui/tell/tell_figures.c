/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/tell/tell_figures.h"

#include <stdio.h>
#include <string.h>

#include "core/lesson/figure.h"
#include "ui/tell/tell.h"

enum { CHART_COLUMNS = 60, ROWS_MOST = 32, BAR_COLUMNS = 30, LABEL_COLUMNS = 34 };

void plain_cores(const struct act_result *result)
{
    struct text switches = {0};
    if (!figure_is_known(FIGURE_CORES, result))
        return;
    text_put_count(&switches, (int64_t)act_result_switches(result));
    printf(result->runs > 1 ? _("  cores used: %.2f (median), switches: %s")
                            : _("  cores used: %.2f, switches: %s"),
           act_result_cores(result), text_get(&switches));
    if (act_result_ready(result) >= 0.05)
        printf(_(", ready for %.2f more"), act_result_ready(result));
    if (act_result_others(result) >= 0)
        printf(_(", other programs used %.2f"), act_result_others(result));
    printf("\n");
    text_release(&switches);
}

void plain_chart(const struct act_result *result)
{
    const struct chart *chart = &result->chart;
    double most = chart_most(chart);
    if (!chart->unit)
        return;
    printf(result->runs > 1 ? _("  what it measured (medians):\n") : _("  what it measured:\n"));
    for (size_t i = 0; i < chart->count; i++) {
        struct text label = {0}, figure = {0};
        double value = chart_value(chart, i);
        int full = most > 0 && value > 0 ? (int)(value / most * BAR_COLUMNS) : 0;
        text_put_quoted(&label, chart->bars[i].label, strlen(chart->bars[i].label), LABEL_COLUMNS);
        chart_put_value(chart, i, &figure);
        /* Safe for a terminal by being quoted; the quotes themselves are left out. */
        printf("  %*s%.*s ", LABEL_COLUMNS - text_width(text_get(&label)) + 2, "",
               (int)label.size - 2, text_get(&label) + 1);
        for (int column = 0; column < full || (column == 0 && value > 0); column++)
            putchar('#');
        printf(" %s\n", text_get(&figure));
        text_release(&label);
        text_release(&figure);
    }
}

static void tell_spans(const struct spans *spans)
{
    for (size_t i = 0; i < spans->row_count && i < ROWS_MOST; i++) {
        char cells[CHART_COLUMNS + 1] = {0};
        const struct span_row *row = &spans->rows[i];
        spans_draw(spans, row, CHART_COLUMNS, cells);
        printf("  %8s %s %u\n", row->name, cells, row->count);
    }
    if (spans->row_count > ROWS_MOST)
        printf(_("  and %zu more lanes\n"), spans->row_count - ROWS_MOST);
}

void plain_spans(const struct act_result *result)
{
    const struct spans *spans = &result->spans;
    struct text time = {0};
    if (!result->has_spans)
        return;
    if (spans->count == 0) {
        printf(_("  no task was begun\n"));
        return;
    }
    text_put_duration(&time, (int64_t)(spans->to - spans->from));
    printf(_("  who worked on which task, in %s (| a task begins; on the right how many):\n"),
           text_get(&time));
    tell_spans(spans);
    printf(_("  tasks begun: %zu, ended: %zu; at once: %u at most"), spans->count,
           spans->count - spans->cut, spans->most_at_once);
    if (result->runs > 1)
        printf(_(" (in all runs: %u to %u)"), result->at_once_least, result->at_once_most);
    printf("\n");
    if (spans->queued_ns > 0)
        printf(_("  while tasks waited, %.1f %% of the workers were at work\n"),
               100 * spans_busy(spans));
    text_release(&time);
}

/* --- side by side ---------------------------------------------------------------------------- */

static int columns_of(enum figure figure)
{
    return figure == FIGURE_VALUES || figure == FIGURE_ENDS ? 24 : figure == FIGURE_LOSS ? 22 : 12;
}

static void put_cell(int width, const char *words)
{
    for (int i = text_width(words); i < width; i++)
        putchar(' ');
    printf(" %s", words);
}

static void tell_cell(enum figure figure, const struct act_result *result, uint64_t base)
{
    struct text words = {0};
    if (figure == FIGURE_LOSS && figure_is_known(figure, result) && result->should != 0)
        text_add(&words, _("%.1f %% in %u of %u"), 100 * act_result_loss(result),
                 result->lossy_runs, result->runs);
    else
        figure_put(figure, result, &words);
    put_cell(columns_of(figure), text_get(&words));
    text_clear(&words);
    if (figure == FIGURE_TIME && base > 0) {
        text_add(&words, "%.2fx", (double)act_result_median_ns(result) / (double)base);
        put_cell(8, text_get(&words));
    }
    text_release(&words);
}

void plain_compare(const struct block *block, const struct act_result *const *results, size_t n)
{
    printf("--- ");
    for (size_t i = 0; i < block->word_count; i++)
        printf("%s%s", i ? _(" against ") : "", block->words[i]);
    printf(" ---\n  %-12s", _("act"));
    put_cell(5, _("runs"));
    for (int f = 0; f < FIGURES; f++) {
        if (!figure_is_shown((enum figure)f, block))
            continue;
        put_cell(columns_of((enum figure)f), _(figure_title((enum figure)f)));
        if (f == FIGURE_TIME)
            put_cell(8, _("ratio"));
    }
    printf("\n");
    uint64_t base = 0;
    for (size_t i = 0; i < block->word_count; i++) {
        const struct act_result *result = result_named(results, n, block->words[i]);
        if (!result)
            continue;
        base = base ? base : act_result_median_ns(result);
        printf("  %-12s %5u", result->name, result->runs);
        for (int f = 0; f < FIGURES; f++)
            if (figure_is_shown((enum figure)f, block))
                tell_cell((enum figure)f, result, base);
        printf("\n");
    }
    printf("\n");
}
