/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What many runs printed, and how often: one row for each text.
 */
#include <stdlib.h>
#include <string.h>

#include "ui/view/pane.h"

enum { ROWS_USUAL = 4, ROWS_MOST = 12 };

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

int pane_tally(const struct act_result *result, struct canvas *canvas, struct box box)
{
    const struct tally *tally = &result->tally;
    if (result->tally_of == TALLY_NONE || box.height < 1)
        return 0;
    size_t rows = tally->count < (size_t)box.height ? tally->count : (size_t)box.height;
    bool has_rest = rows < tally->count || tally->others > 0;
    if (has_rest && rows == (size_t)box.height)
        rows--;
    unsigned rest = tally->others;
    struct bar_row bars[ROWS_MOST];
    rows = rows > ROWS_MOST ? ROWS_MOST : rows;
    for (size_t i = 0; i < rows; i++)
        bars[i] = (struct bar_row){.label = label_of(tally->lines[i].text),
                                   .figure = xasprintf("%u", tally->lines[i].count),
                                   .share = (double)tally->lines[i].count / tally->lines[0].count};
    for (size_t i = rows; i < tally->count; i++)
        rest += tally->lines[i].count;
    put_bar_rows(canvas, box, bars, rows);
    free_bar_rows(bars, rows);
    if (rest == 0)
        return (int)rows;
    char *others = xasprintf(
        ngettext("%u run printed something else", "%u runs printed something else", rest), rest);
    canvas_put_cut(canvas, box, 1, (int)rows, box.width - 1, STYLE_DIM, others);
    free(others);
    return (int)rows + 1;
}
