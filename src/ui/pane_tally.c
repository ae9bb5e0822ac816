/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What many runs printed, and how often: one row for each text.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/pane.h"

enum { ROWS_USUAL = 4, ROWS_MOST = 12, LABEL_MOST = 40, COUNT_COLUMNS = 6 };

int pane_tally_rows(const struct act_result *result)
{
    if (result->tally_of == TALLY_NONE)
        return 0;
    size_t rows = result->tally.count + (result->tally.others > 0);
    return rows < ROWS_USUAL ? ROWS_USUAL : rows > ROWS_MOST ? ROWS_MOST : (int)rows;
}

/* Lines of one text in one row. */
static char *label_of(const char *text)
{
    if (!*text)
        return xstrdup(_("(nothing)"));
    struct text label = {0};
    for (const char *c = text; *c; c++)
        if (*c == '\n')
            text_put(&label, " / ");
        else
            text_put_char(&label, *c);
    return text_give(&label);
}

static void put_row(struct canvas *canvas, struct box box, int y, const char *label, int columns,
                    unsigned count, unsigned largest)
{
    char number[16];
    int x = columns + 2, room = box.width - x - COUNT_COLUMNS;
    canvas_put_cut(canvas, box, 1, y, columns, STYLE_TEXT, label);
    if (room >= 4)
        x = canvas_bar(canvas, box, x, y, room > 60 ? 60 : room, STYLE_BAR,
                       largest ? (double)count / largest : 0);
    snprintf(number, sizeof(number), " %u", count);
    canvas_put_cut(canvas, box, x, y, box.width - x, STYLE_TEXT, number);
}

int pane_tally(const struct act_result *result, struct canvas *canvas, struct box box)
{
    const struct tally *tally = &result->tally;
    if (result->tally_of == TALLY_NONE || box.height < 1)
        return 0;
    size_t rows = tally->count < (size_t)box.height ? tally->count : (size_t)box.height;
    bool has_rest = rows < tally->count || tally->others > 0;
    if (has_rest && rows == (size_t)box.height)
        rows--;
    int columns = 1;
    unsigned rest = tally->others, largest = tally->count ? tally->lines[0].count : 0;
    char *labels[ROWS_MOST + 1];
    rows = rows > ROWS_MOST ? ROWS_MOST : rows;
    for (size_t i = 0; i < rows; i++) {
        labels[i] = label_of(tally->lines[i].text);
        int width = text_width(labels[i]);
        columns = width > columns ? width : columns;
    }
    int most = box.width / 2 < LABEL_MOST ? box.width / 2 : LABEL_MOST;
    columns = columns > most ? most : columns;
    for (size_t i = rows; i < tally->count; i++)
        rest += tally->lines[i].count;
    for (size_t i = 0; i < rows; i++) {
        put_row(canvas, box, (int)i, labels[i], columns, tally->lines[i].count, largest);
        free(labels[i]);
    }
    if (rest == 0)
        return (int)rows;
    char *others = xasprintf(
        ngettext("%u run printed something else", "%u runs printed something else", rest), rest);
    canvas_put_cut(canvas, box, 1, (int)rows, box.width - 1, STYLE_DIM, others);
    free(others);
    return (int)rows + 1;
}
