/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the program has printed up to the moment shown: its last lines, each piece in the colour of
 * the lane that printed it. Taken from the trace, so that it goes back when the learner does.
 */
#include <stdlib.h>
#include <string.h>

#include "ui/view/pane.h"

enum { LOOK_LIMIT = 65536, PIECES_MOST = 256, ROWS_MOST = 6 };

static bool is_print(const struct event *event)
{
    return event->kind == K_PRINT || event->kind == K_OUTPUT;
}

static int newlines(const char *bytes, size_t n)
{
    int count = 0;
    for (size_t i = 0; i < n; i++)
        count += bytes[i] == '\n';
    return count;
}

/* The events that printed the last lines, the newest first. */
static int find_pieces(const struct view *view, size_t pieces[PIECES_MOST])
{
    int count = 0, lines = 0;
    size_t looked = 0;
    for (size_t i = model_position(view->model); i-- > 0 && looked < LOOK_LIMIT; looked++) {
        const struct event *event = trace_event(view->trace, i);
        if (!is_print(event))
            continue;
        /* One line more than is shown, to be sure of the first one's beginning. */
        if (count == PIECES_MOST || lines > ROWS_MOST)
            break;
        pieces[count++] = i;
        lines += newlines(trace_text(view->trace, event->text),
                          trace_text_size(view->trace, event->text));
    }
    return count;
}

static void put_piece(struct rich *out, unsigned style, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (bytes[i] == '\t')
            rich_put(out, style, "    ");
        else if (bytes[i] != '\0' && bytes[i] != '\r')
            rich_put_bytes(out, style, bytes + i, 1);
}

static void render(const struct view *view, struct rich *out)
{
    size_t pieces[PIECES_MOST];
    for (int k = find_pieces(view, pieces) - 1; k >= 0; k--) {
        const struct event *event = trace_event(view->trace, pieces[k]);
        unsigned style =
            event->kind == K_PRINT && event->lane > 0 ? style_of_lane(event->lane) : STYLE_TEXT;
        put_piece(out, style, trace_text(view->trace, event->text),
                  trace_text_size(view->trace, event->text));
    }
    if (out->size > 0 && out->bytes[out->size - 1] != '\n')
        rich_put(out, STYLE_TEXT, "\n");
}

int pane_printed_rows(const struct view *view)
{
    if (!view->trace || !view->model)
        return 0;
    struct rich rich = {0};
    render(view, &rich);
    int lines = rich.lines < ROWS_MOST ? rich.lines : ROWS_MOST;
    rich_release(&rich);
    return lines > 0 ? lines + 1 : 0;
}

void pane_printed(const struct view *view, struct canvas *canvas, struct box box)
{
    struct rich rich = {0};
    render(view, &rich);
    int rows = box.height - 1;
    bool is_cut = rich.lines > rows && rows > 0;
    char *title = is_cut ? xasprintf(ngettext("what it prints: the last line",
                                              "what it prints: the last %d lines", rows),
                                     rows)
                         : xstrdup(_("what it prints"));
    canvas_rule(canvas, box, 0, STYLE_FRAME, title);
    free(title);
    struct box lines = {box.x + 1, box.y + 1, box.width - 1, rows};
    if (rows > 0 && lines.width > 0)
        rich_draw(canvas, lines, &rich, rich.lines > rows ? rich.lines - rows : 0);
    rich_release(&rich);
}
