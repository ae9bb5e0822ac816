/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lines above and below the panes: which lesson this is and what moment is shown, what just
 * happened, and what is typed.
 */
#include <stdlib.h>
#include <string.h>

#include "ui/view/pane.h"

enum { ROWS_MOST = 4, ROOM_ABOVE = 16 }; /* of a message; above so few rows it is cut */

/* --- the line at the top -------------------------------------------------------------------------
 */

static void describe_moment(const struct view *view, struct text *out, unsigned *style)
{
    bool has_trace = view->trace && view->model && trace_count(view->trace) > 0;
    *style = STYLE_HEAD;
    if (view->stage == VIEW_BUILDING) {
        text_put(out,
                 view->exercise && view->exercise->is_checking ? _("checking") : _("compiling"));
        if (view->elapsed_s >= 1)
            text_add(out, " %.0f s", view->elapsed_s);
    } else if (has_trace && !view->is_live) {
        *style = WITH(STYLE_PAST, CELL_REVERSE | CELL_BOLD);
        struct text at = {0}, of = {0};
        text_put_count(&at, (int64_t)model_position(view->model));
        text_put_count(&of, (int64_t)trace_count(view->trace));
        text_add(out, _(" PAST %s of %s "), text_get(&at), text_get(&of));
        text_release(&at);
        text_release(&of);
    } else if (view->is_paused) {
        *style = WITH(STYLE_WARN, CELL_REVERSE | CELL_BOLD);
        text_put(out, _(" PAUSED "));
    } else if (view->stage == VIEW_RUNNING) {
        *style = WITH(STYLE_RUNNING, CELL_REVERSE | CELL_BOLD);
        if (view->speed > 0)
            text_add(out, _(" LIVE, %g steps/s "), view->speed);
        else
            text_put(out, _(" LIVE "));
        if (view->elapsed_s >= 1)
            text_add(out, "%.0f s ", view->elapsed_s);
    }
}

static void put_progress(const struct view *view, struct text *out)
{
    const struct act_result *result = view->result;
    if (view->stage == VIEW_RUNNING && result && result->times > 1)
        text_add(out, _("run %u of %u"),
                 result->runs < result->times ? result->runs + 1 : result->times, result->times);
}

void view_title(const struct view *view, struct canvas *canvas)
{
    struct box row = {0, 0, canvas->width, 1};
    canvas_fill(canvas, row, WITH(STYLE_HEAD, CELL_REVERSE), ' ');
    struct text right = {0}, moment = {0};
    unsigned style;
    describe_moment(view, &moment, &style);
    put_progress(view, &right);
    if (view->acts > 0 && view->act_number > 0)
        text_add(&right, _("%sact %zu of %zu"), right.size ? " · " : "", view->act_number,
                 view->acts);
    if (canvas->is_ascii)
        for (char *p = right.data; p && (p = strstr(p, "·")); p++)
            memcpy(p, "- ", 2); /* two bytes either way */
    int moment_width = text_width(text_get(&moment));
    int right_width = text_width(text_get(&right));
    int end = canvas->width - moment_width;
    unsigned head = WITH(STYLE_HEAD, CELL_REVERSE);
    if (moment_width > 0)
        canvas_put(canvas, row, end, 0, style, text_get(&moment));
    int start = end - right_width - 1;
    const char *title = view->lesson && view->lesson->title ? view->lesson->title
                        : view->exercise                    ? view->exercise->exercise->title
                                                            : "";
    const char *program = canvas->width < 40 ? "" : "conc-tutor";
    int x = canvas_put(canvas, row, 1, 0, head | WITH(0, CELL_BOLD), program);
    if (*title) {
        x += x > 1 ? 2 : 0;
        bool has_right = start > x + 8;
        x = canvas_put_cut(canvas, row, x, 0, (has_right ? start : end) - x - 1, head, title);
    } else if (view->trace && *trace_text(view->trace, trace_facts(view->trace)->command)) {
        const char *command = trace_text(view->trace, trace_facts(view->trace)->command);
        x = canvas_put_cut(canvas, row, x + 2, 0, start - x - 3, head, command);
    }
    if (right_width > 0 && start > x)
        canvas_put(canvas, row, start, 0, head, text_get(&right));
    text_release(&right);
    text_release(&moment);
}

/* --- the lines at the bottom ---------------------------------------------------------------------
 */

/* In as many rows as it needs, over the lowest ones of what stands above it: what went wrong must
 * not be cut before it has said why. */
static void put_long_message(const struct view *view, struct canvas *canvas, int y,
                             const char *mark)
{
    struct text words = {0};
    struct canvas scratch = {.is_ascii = canvas->is_ascii};
    struct box box = {0, 0, canvas->width, ROWS_MOST};
    text_put(&words, view->message);
    canvas_resize(&scratch, canvas->width, ROWS_MOST);
    int rows = put_paragraph(&scratch, box, 0, view->message_style, mark, &words);
    canvas_release(&scratch);
    rows = rows > ROWS_MOST ? ROWS_MOST : rows > 0 ? rows : 1;
    box = (struct box){0, y + 1 - rows, canvas->width, rows};
    canvas_fill(canvas, box, STYLE_TEXT, ' ');
    put_paragraph(canvas, box, 0, view->message_style, mark, &words);
    text_release(&words);
}

/* The figures say it, too, and whole. */
static bool is_said_above(const struct view *view)
{
    return view->result && view->result->broken_word.size > 0 &&
           strstr(view->message, text_get(&view->result->broken_word));
}

void view_message(const struct view *view, struct canvas *canvas, int y)
{
    if (!view->message || !*view->message)
        return;
    struct box row = {0, y, canvas->width, 1};
    enum style style = view->message_style;
    const char *mark = style == STYLE_BAD || style == STYLE_WARN ? "!"
                       : style == STYLE_GOOD                     ? sign(canvas, "✓", "v")
                                                                 : "";
    int start = canvas->width > 40, lead = *mark ? 2 : 0;
    bool is_too_long = start + lead + text_width(view->message) > canvas->width;
    if (is_too_long && y > ROOM_ABOVE && !is_said_above(view)) {
        put_long_message(view, canvas, y, mark);
        return;
    }
    int x = canvas_put(canvas, row, start, 0, WITH(style, CELL_BOLD), mark);
    canvas_put(canvas, row, x, 0, WITH(style, CELL_BOLD), lead ? " " : "");
    put_sentence(canvas, row, start + lead, 0, canvas->width - start - lead, style, view->trace,
                 view->message);
}

/* For those who watch: which key was that? */
static void draw_key(const struct view *view, struct canvas *canvas, int y)
{
    if (!view->key || !*view->key)
        return;
    char *words = xasprintf(" %s ", view->key);
    int start = canvas->width - text_width(words) - 1;
    if (start > canvas->width / 2)
        canvas_put(canvas, (struct box){0, y, canvas->width, 1}, start, 0,
                   WITH(STYLE_KEY, CELL_REVERSE | CELL_BOLD), words);
    free(words);
}

/* The prompt, scrolled so that the cursor is in view. */
void view_prompt(const struct view *view, struct canvas *canvas, int y)
{
    struct box row = {0, y, canvas->width, 1};
    const char *line = view->line ? view->line : "";
    size_t length = strlen(line);
    size_t cursor = view->cursor < 0 ? 0 : (size_t)view->cursor;
    cursor = cursor > length ? length : cursor;
    int x = canvas_put_cut(canvas, row, canvas->width > 40, 0, canvas->width / 2,
                           view->is_full_prompt ? WITH(STYLE_KEY, CELL_BOLD) : STYLE_DIM,
                           view->prompt ? view->prompt : "");
    char *left = xstrndup(line, cursor);
    const char *start = left;
    int room = canvas->width - x - 1;
    while (*start && text_width(start) > room) {
        uint32_t ignored;
        start += utf8_decode(start, strlen(start), &ignored);
    }
    int end = canvas_put(canvas, row, x, 0, STYLE_TEXT, start);
    canvas_put(canvas, row, end, 0, STYLE_TEXT, line + cursor);
    free(left);
    if (view->is_full_prompt || length > 0) {
        canvas->cursor_x = end < canvas->width ? end : canvas->width - 1;
        canvas->cursor_y = y;
    }
    draw_key(view, canvas, y);
}
