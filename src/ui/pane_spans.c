/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The chart of spans: who worked on what and when, a row a lane, time from left to right, the
 * number of a task in its bar.
 */
#include <stdio.h>
#include <stdlib.h>

#include "ui/pane.h"

enum { ROWS_MOST = 12, NAME_MOST = 10, LEAST_COLUMNS = 8 };

static int rows_of(const struct act_result *result)
{
    size_t rows = result->has_spans ? result->spans.row_count : 0;
    return rows > ROWS_MOST ? ROWS_MOST : (int)rows;
}

/* With a row of space below. */
int pane_spans_rows(const struct act_result *result)
{
    int rows = rows_of(result);
    return rows > 0 ? rows + 1 : 0;
}

static void put_cells(struct canvas *canvas, struct box box, int x, int y, unsigned style,
                      const char *cells, int columns)
{
    for (int c = 0; c < columns; c++) {
        const char one[2] = {cells[c], '\0'};
        if (cells[c] == '-')
            canvas_put(canvas, box, x + c, y, style, sign(canvas, "▇", "="));
        else if (cells[c] != ' ')
            canvas_put(canvas, box, x + c, y, WITH(style, CELL_BOLD), one);
    }
}

int pane_spans(const struct act_result *result, struct canvas *canvas, struct box box)
{
    const struct spans *spans = &result->spans;
    int rows = rows_of(result) < box.height ? rows_of(result) : box.height, name = 0;
    for (int y = 0; y < rows; y++) {
        int w = text_width(spans->rows[y].name);
        name = w > name ? w : name;
    }
    name = name > NAME_MOST ? NAME_MOST : name;
    int columns = box.width - name - 6;
    if (rows <= 0 || columns < LEAST_COLUMNS)
        return 0;
    char *cells = xmalloc((size_t)columns);
    for (int y = 0; y < rows; y++) {
        const struct span_row *row = &spans->rows[y];
        unsigned style = style_of_lane(row->lane);
        canvas_put_cut(canvas, box, 1, y, name, WITH(style, CELL_BOLD), row->name);
        spans_draw(spans, row, columns, cells);
        put_cells(canvas, box, name + 2, y, style, cells, columns);
        char count[16];
        snprintf(count, sizeof(count), "%u", row->count);
        canvas_put(canvas, box, name + 3 + columns, y, STYLE_DIM, count);
    }
    free(cells);
    return rows + (rows < box.height);
}
