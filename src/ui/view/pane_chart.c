/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures that the program measured and printed: one bar each, from zero to the largest.
 */
#include "ui/view/pane.h"

enum { ROWS_MOST = 12 };

int pane_chart_rows(const struct act_result *result)
{
    size_t rows = result->chart.count;
    return rows > ROWS_MOST ? ROWS_MOST : (int)rows;
}

int pane_chart(const struct act_result *result, struct canvas *canvas, struct box box)
{
    const struct chart *chart = &result->chart;
    struct bar_row rows[ROWS_MOST];
    int count = pane_chart_rows(result);
    if (count > box.height)
        count = box.height;
    if (count <= 0)
        return 0;
    double most = chart_most(chart);
    for (int i = 0; i < count; i++) {
        struct text figure = {0};
        double value = chart_value(chart, (size_t)i);
        chart_put_value(chart, (size_t)i, &figure);
        rows[i] = (struct bar_row){.label = xstrdup(chart->bars[i].label),
                                   .figure = text_give(&figure),
                                   .share = most > 0 && value > 0 ? value / most : 0};
    }
    put_bar_rows(canvas, box, rows, (size_t)count);
    free_bar_rows(rows, (size_t)count);
    return count;
}
