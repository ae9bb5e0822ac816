/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of a label, a bar and a figure, one below the other: what a tally and a chart are drawn of.
 */
#include <stdlib.h>

#include "ui/view/pane.h"

enum { LABEL_MOST = 40, BAR_LEAST = 4, BAR_MOST = 60 };

static int widest(const struct bar_row *rows, size_t count, int most, bool is_figure)
{
    int columns = 1;
    for (size_t i = 0; i < count; i++) {
        int width = text_width(is_figure ? rows[i].figure : rows[i].label);
        columns = width > columns ? width : columns;
    }
    return columns > most ? most : columns;
}

void put_bar_rows(struct canvas *canvas, struct box box, const struct bar_row *rows, size_t count)
{
    int half = box.width / 2 < LABEL_MOST ? box.width / 2 : LABEL_MOST;
    int labels = widest(rows, count, half, false), figures = widest(rows, count, half, true);
    int room = box.width - labels - 2 - figures - 1;
    for (int y = 0; y < (int)count && y < box.height; y++) {
        int x = labels + 2;
        canvas_put_cut(canvas, box, 1, y, labels, STYLE_TEXT, rows[y].label);
        if (room >= BAR_LEAST)
            x = canvas_bar(canvas, box, x, y, room > BAR_MOST ? BAR_MOST : room, STYLE_BAR,
                           rows[y].share);
        x += room >= BAR_LEAST;
        canvas_put_cut(canvas, box, x, y, box.width - x, STYLE_TEXT, rows[y].figure);
    }
}

void free_bar_rows(struct bar_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(rows[i].label);
        free(rows[i].figure);
    }
}
