/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The chart of spans: who worked on what and when, a row a lane, time from left to right, the
 * number of a task in its bar. Where there are more lanes than rows, a row for each that was at
 * work at once: twenty threads that go through five places are five rows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/view/pane.h"

enum { ROWS_MOST = 12, NAME_MOST = 10, LEAST_COLUMNS = 8 };

static bool is_by_place(const struct spans *spans, int rows_most)
{
    return spans->row_count > (size_t)rows_most && spans->most_at_once < spans->row_count;
}

static int rows_of(const struct act_result *result)
{
    if (!result->has_spans)
        return 0;
    const struct spans *spans = &result->spans;
    size_t rows = is_by_place(spans, ROWS_MOST) ? spans->most_at_once : spans->row_count;
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

/* How many spans it has. */
static unsigned put_place(const struct spans *spans, unsigned place, struct canvas *canvas,
                          struct box box, int y, int x, int columns, char *cells)
{
    unsigned count = 0;
    for (size_t i = 0; i < spans->count; i++) {
        const struct span *span = &spans->list[i];
        if (span->place != place)
            continue;
        memset(cells, ' ', (size_t)columns);
        spans_draw_one(spans, span, columns, cells);
        put_cells(canvas, box, x, y, style_of_lane(span->lane), cells, columns);
        count++;
    }
    return count;
}

static int pane_places(const struct spans *spans, struct canvas *canvas, struct box box)
{
    int rows = (int)spans->most_at_once, name = 2, columns = box.width - name - 6;
    rows = rows < box.height ? rows : box.height;
    if (rows <= 0 || columns < LEAST_COLUMNS)
        return 0;
    char *cells = xmalloc((size_t)columns);
    for (int y = 0; y < rows; y++) {
        char words[16];
        snprintf(words, sizeof(words), "%d", y + 1);
        canvas_put_cut(canvas, box, 1, y, name, STYLE_DIM, words);
        unsigned count = put_place(spans, (unsigned)y, canvas, box, y, name + 2, columns, cells);
        snprintf(words, sizeof(words), "%u", count);
        canvas_put(canvas, box, name + 3 + columns, y, STYLE_DIM, words);
    }
    free(cells);
    return rows + (rows < box.height);
}

int pane_spans(const struct act_result *result, struct canvas *canvas, struct box box)
{
    const struct spans *spans = &result->spans;
    int most = box.height < ROWS_MOST ? box.height : ROWS_MOST;
    if (result->has_spans && is_by_place(spans, most))
        return pane_places(spans, canvas, box);
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
