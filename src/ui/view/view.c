/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The layout: which panes there are at this stage and size, and where.
 *
 *   narrow (under 100 columns)             wide                          very wide (160 and more)
 *   +--------------------------+   +-----------+----------------+   +--------+----------+---------+
 *   | page       | source      |   | page      | source         |   | page   | source   | result  |
 *   |--------------------------|   |           | threads        |   |        | threads  |---------|
 *   | threads    | shared      |   |           | shared         |   |        | shared   | what    |
 *   |--------------------------|   |           |----------------|   |        |          | happens |
 *   | what happens, or result  |   |           | what happens   |   |        |          |         |
 *   +--------------------------+   +-----------+----------------+   +--------+----------+---------+
 *
 * and below each: a message, the prompt, the keys. The same thing is always in the same place, so
 * that the eye need not look for it again.
 */
#include "ui/view/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/view/pane.h"

enum {
    TINY_WIDTH = 60,
    TINY_HEIGHT = 16,
    WIDE = 100,
    VERY_WIDE = 160,
    LEAST_PANE = 4,
    LEAST_LANES = 34,
    LEAST_RESULT = 6
};

/* --- panes ---------------------------------------------------------------------------------------
 */

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

/* Takes `rows` from the top of a box. */
static struct box take_rows(struct box *box, int rows)
{
    rows = least(most(rows, 0), box->height);
    struct box taken = {box->x, box->y, box->width, rows};
    box->y += rows;
    box->height -= rows;
    return taken;
}

/* Takes `columns` from the left of a box, and a line between. */
static struct box take_columns(struct canvas *canvas, struct box *box, int columns)
{
    struct box taken = {box->x, box->y, columns, box->height};
    for (int y = 0; y < box->height; y++)
        canvas_put(canvas, *box, columns, y, STYLE_FRAME, sign(canvas, "│", "|"));
    box->x += columns + 1;
    box->width -= columns + 1;
    return taken;
}

static struct box page_margin(const struct view *view, struct box box)
{
    int margin = box.width < 30 ? 0 : view->is_demo && box.width > 70 ? 3 : 1;
    box.x += margin;
    box.width = least(box.width - 2 * margin, view->is_demo ? 64 : 76);
    return box;
}

/* Is there a run to look at: one that goes on, is over, or that the learner has stepped back into?
 */
static bool has_run(const struct view *view)
{
    bool looks_back = view->stage == VIEW_READING && !view->is_live;
    return view->trace && view->model &&
           (view->stage == VIEW_RUNNING || view->stage == VIEW_DONE || view->stage == VIEW_REPLAY ||
            looks_back);
}

/* Is the result the thing to look at, rather than the events? */
static bool wants_result(const struct view *view)
{
    const struct act_result *result = shown_result(view);
    if (shows_comparison(view) && (view->stage == VIEW_DONE || !has_run(view)))
        return true;
    if (!result)
        return false;
    if (view->stage == VIEW_RUNNING)
        return result->times > 1;
    if (view->stage == VIEW_DONE)
        return !view->trace || view->is_live;
    return !has_run(view) && (view->stage == VIEW_READING || view->stage == VIEW_END);
}

static int result_rows(const struct view *view, int columns)
{
    return shows_comparison(view) ? pane_compare_rows(view) : pane_result_rows(view, columns);
}

static void draw_result(const struct view *view, struct canvas *canvas, struct box box)
{
    if (shows_comparison(view))
        pane_compare(view, canvas, box);
    else
        pane_result(view, canvas, box);
}

enum { BESIDE = 76 }; /* from this width on lanes and what they share stand side by side */

static int lanes_rows(const struct view *view, int width)
{
    int lanes = most(pane_lanes_rows(view), 3), state = most(pane_state_rows(view), 2);
    return width < BESIDE ? lanes + state : most(lanes, state);
}

/* Lanes beside what they share, or above it where that is too narrow. */
static void draw_lanes(const struct view *view, struct canvas *canvas, struct box *box, int limit)
{
    int lanes = most(pane_lanes_rows(view), 3), state = most(pane_state_rows(view), 2);
    if (box->width < BESIDE) {
        struct box upper = take_rows(box, least(lanes, most(limit - least(state, 4), 2)));
        pane_lanes(view, canvas, upper);
        pane_state(view, canvas, take_rows(box, least(state, most(limit - upper.height, 2))));
        return;
    }
    struct box row = take_rows(box, least(most(lanes, state), limit));
    /* A circle of waiting is what there is to see, as long as the lanes can say who waits. */
    int columns = least(row.width * 58 / 100, row.width - 1 - pane_state_columns(view));
    struct box left = take_columns(canvas, &row, most(columns, LEAST_LANES));
    pane_lanes(view, canvas, left);
    pane_state(view, canvas, row);
}

/* One run's figures are few, so that what happened has room below them. */
static bool is_single(const struct view *view)
{
    return wants_result(view) && !shows_comparison(view) && shown_result(view)->times <= 1;
}

enum { LEAST_STREAM = 4 };

/* The lower part of a run: figures, what happened, what was printed, as far as there is room. */
static void draw_happened(const struct view *view, struct canvas *canvas, struct box box)
{
    bool is_result = wants_result(view);
    int rows = is_result ? result_rows(view, box.width) : 0;
    if (is_result && (!is_single(view) || box.height < rows + 2)) {
        draw_result(view, canvas, box);
        return;
    }
    if (is_result)
        take_rows(&box, pane_result(view, canvas, (struct box){box.x, box.y, box.width, rows}));
    int printed = pane_printed_rows(view), rest = box.height - printed;
    int above = is_result && printed > 0 && rest < LEAST_STREAM ? 0
                : box.height >= 2 * LEAST_STREAM                ? most(rest, box.height / 2)
                                                                : box.height;
    if (above > 0)
        pane_stream(view, canvas, take_rows(&box, above));
    if (box.height > 0)
        pane_printed(view, canvas, box);
}

/* How far the program is scrolled before it runs: what the page has no use for. */
static int program_scroll(const struct view *view, const struct canvas *canvas);

/* Everything about a run below each other. */
static void draw_run(const struct view *view, struct canvas *canvas, struct box box)
{
    bool is_result = wants_result(view);
    /* Of fifty runs, the last one's lanes are of no weight beside the figures. */
    bool has_lanes =
        view->is_paused || !(is_result && shown_result(view) && shown_result(view)->times > 1);
    int wanted = is_result ? result_rows(view, box.width) : 8;
    if (is_single(view))
        wanted += 2 * LEAST_STREAM + 1;
    int source = pane_source_rows(view);
    int lanes = has_lanes ? least(lanes_rows(view, box.width), box.height / 3) : 0;
    int room = box.height - lanes - least(wanted, box.height / 2);
    if (source > 0 && room > LEAST_PANE)
        pane_source(view, canvas, take_rows(&box, least(source, room)));
    if (has_lanes)
        draw_lanes(view, canvas, &box, lanes);
    draw_happened(view, canvas, box);
}

/* Rows of the program before a run, beside the page. */
static int rows_before_run(const struct view *view, struct box box)
{
    int wanted = wants_result(view) ? result_rows(view, box.width) : 0;
    return least(pane_source_rows(view), box.height - least(wanted, box.height * 2 / 3));
}

/* Before a run: its program, and what the last act has measured. */
static void draw_before_run(const struct view *view, struct canvas *canvas, struct box box)
{
    if (pane_source_rows(view) > 0)
        pane_program(view, canvas, take_rows(&box, rows_before_run(view, box)),
                     program_scroll(view, canvas));
    if (wants_result(view))
        draw_result(view, canvas, box);
}

static void draw_very_wide(const struct view *view, struct canvas *canvas, struct box box)
{
    struct box middle = take_columns(canvas, &box, (box.width - 1) / 2);
    int lanes = least(lanes_rows(view, middle.width), middle.height / 2);
    int source = most(pane_source_rows(view), LEAST_PANE);
    pane_source(view, canvas, take_rows(&middle, least(source, middle.height - lanes)));
    int printed = pane_printed_rows(view);
    int spare = middle.height - lanes_rows(view, middle.width);
    draw_lanes(view, canvas, &middle, spare >= printed ? middle.height - printed : middle.height);
    if (printed > 0 && spare >= printed) {
        pane_printed(view, canvas, take_rows(&middle, spare));
        printed = 0;
    }
    const struct act_result *result = shown_result(view);
    bool is_early = view->stage == VIEW_RUNNING && result && result->times <= 1;
    if ((result && !is_early) || shows_comparison(view)) {
        int rows = least(result_rows(view, box.width), box.height * 2 / 3);
        draw_result(view, canvas, take_rows(&box, rows));
    }
    pane_stream(view, canvas, take_rows(&box, most(box.height - printed, box.height / 2)));
    if (box.height > 0)
        pane_printed(view, canvas, box);
}

static int page_columns(const struct view *view, int width)
{
    if (!has_page(view))
        return 0;
    int columns = width * 40 / 100;
    return view->is_demo ? most(columns, 44) : least(most(columns, 44), 70);
}

static void draw_wide(const struct view *view, struct canvas *canvas, struct box box)
{
    bool is_alone =
        !has_run(view) && !view->output && !wants_result(view) && pane_source_rows(view) == 0;
    if (has_page(view) && is_alone) {
        pane_page(view, canvas, page_margin(view, box));
        return;
    }
    if (has_page(view)) {
        struct box left = take_columns(canvas, &box, page_columns(view, box.width));
        pane_page(view, canvas, page_margin(view, left));
    }
    if (view->output)
        pane_output(view, canvas, page_margin(view, box));
    else if (!has_run(view))
        draw_before_run(view, canvas, box);
    else if (box.width >= VERY_WIDE * 60 / 100)
        draw_very_wide(view, canvas, box);
    else
        draw_run(view, canvas, box);
}

/* The page takes what it needs, and leaves the rest if that is worth something: how many rows the
 * pane below it gets, 0 none. */
static int rows_below_page(const struct view *view, struct box box)
{
    bool is_result = wants_result(view);
    int wanted = is_result ? result_rows(view, box.width) : pane_source_rows(view);
    int rows = pane_page_rows(view, page_margin(view, box).width) + 1;
    /* A result was seen when it came: what is read now goes before it. */
    bool is_kept = is_result && view->stage != VIEW_READING;
    int rest = most(box.height - rows, is_kept ? least(wanted, LEAST_RESULT) : 0);
    return wanted > 0 && rest >= LEAST_RESULT ? least(rest, wanted) : 0;
}

/* That pane is not the program's, so that the program is to be found behind the page. */
static bool hides_program(const struct view *view, struct box box)
{
    return wants_result(view) || rows_below_page(view, box) == 0;
}

static void draw_narrow_page(const struct view *view, struct canvas *canvas, struct box box)
{
    if (!has_page(view) && wants_result(view) && pane_source_rows(view) == 0) {
        draw_result(view, canvas, box);
        return;
    }
    bool hides = hides_program(view, box);
    int below = rows_below_page(view, box);
    struct box page = page_margin(view, take_rows(&box, box.height - below));
    page.height -= below > 0 && page.height > 2;
    pane_page_and_program(view, canvas, page, hides && view->stage != VIEW_END);
    if (below > 0)
        wants_result(view) ? draw_result(view, canvas, box)
                           : pane_program(view, canvas, box, program_scroll(view, canvas));
}

bool view_can_enlarge(const struct view *view, int width)
{
    return has_page(view) && width < WIDE && has_run(view) && !view->output;
}

static enum view_large large_of(const struct view *view, int width)
{
    return view_can_enlarge(view, width) ? view->large : LARGE_NONE;
}

static void draw_narrow(const struct view *view, struct canvas *canvas, struct box box)
{
    if (view->output) {
        pane_output(view, canvas, page_margin(view, box));
        return;
    }
    if (!has_run(view)) {
        draw_narrow_page(view, canvas, box);
        return;
    }
    enum view_large large = large_of(view, canvas->width);
    if (large == LARGE_PAGE) {
        pane_page_and_program(view, canvas, page_margin(view, box), true);
        return;
    }
    if (large == LARGE_RUN) {
        draw_happened(view, canvas, box);
        return;
    }
    bool is_result = wants_result(view);
    int wanted = is_result ? result_rows(view, box.width) : 7;
    /* A chart of who did what says more than lanes do that are all at their end. */
    bool is_charted = is_single(view) && pane_spans_rows(shown_result(view)) > 0;
    bool is_one_of_many = is_result && shown_result(view) && shown_result(view)->times > 1;
    bool has_lanes = !is_one_of_many && !(is_charted && wanted > box.height * 2 / 5);
    if (is_single(view))
        wanted += pane_printed_rows(view);
    int lanes = has_lanes ? least(most(pane_lanes_rows(view), most(pane_state_rows(view), 3)),
                                  box.height / 4)
                          : 0;
    struct box top =
        take_rows(&box, most(box.height - lanes - least(wanted, box.height * 3 / 5), 6));
    if (!has_page(view) && pane_source_rows(view) > 0) { /* a short program leaves room */
        int rows = least(top.height, most(pane_source_rows(view), LEAST_PANE));
        box.y -= top.height - rows;
        box.height += top.height - rows;
        top.height = rows;
    }
    if (has_page(view) && pane_source_rows(view) > 0) {
        struct box left = take_columns(canvas, &top, top.width * 45 / 100);
        pane_page(view, canvas, page_margin(view, left));
        pane_source(view, canvas, top);
    } else if (has_page(view)) {
        pane_page(view, canvas, page_margin(view, top));
    } else {
        pane_source(view, canvas, top);
    }
    if (has_lanes)
        draw_lanes(view, canvas, &box, lanes);
    draw_happened(view, canvas, box);
}

/* One pane, the one that matters now. */
static void draw_tiny(const struct view *view, struct canvas *canvas, struct box box)
{
    if (box.height < 1)
        return;
    if (view->output)
        pane_output(view, canvas, box);
    else if (large_of(view, canvas->width) == LARGE_PAGE)
        pane_page_and_program(view, canvas, box, true);
    else if (wants_result(view) && box.height >= 3)
        draw_result(view, canvas, box);
    else if (has_run(view) && box.height >= 2)
        pane_stream(view, canvas, box);
    else
        pane_page_and_program(view, canvas, box, view->stage != VIEW_END);
}

/* --- the whole
 * ------------------------------------------------------------------------------------ */

static bool is_tiny(int width, int height)
{
    return width < TINY_WIDTH || height < TINY_HEIGHT;
}

/* The box between the line at the top and those at the bottom. */
static struct box body_of(const struct view *view, int width, int height)
{
    int bottom = height >= 6 || view->is_full_prompt ? 3 : height >= 3 ? 1 : 0;
    int top = height >= 4;
    return (struct box){0, top, width, most(height - top - bottom, 0)};
}

/* Rows of the pane with a program that is still to run, 0: there is none. */
static int program_rows(const struct view *view, struct box body)
{
    if (has_run(view) || view->output || pane_source_rows(view) == 0)
        return 0;
    if (body.width < WIDE)
        return wants_result(view) ? 0 : rows_below_page(view, body);
    body.width -= has_page(view) ? page_columns(view, body.width) + 1 : 0;
    return rows_before_run(view, body);
}

static void page_limits(const struct view *view, int width, int height, int *up, int *down)
{
    struct box body = body_of(view, width, height);
    if (view->output) {
        bool is_beside = width >= WIDE && !is_tiny(width, height) && has_page(view);
        struct box box = body;
        if (is_beside)
            box.width -= page_columns(view, width) + 1;
        pane_output_limits(view, is_tiny(width, height) ? box : page_margin(view, box), up, down);
        return;
    }
    bool is_narrow = is_tiny(width, height) || width < WIDE;
    struct box page = body;
    if (!is_narrow)
        page.width = page_columns(view, width);
    else if (has_run(view) && !is_tiny(width, height) && large_of(view, width) != LARGE_PAGE)
        page = (struct box){body.x, body.y, width * 45 / 100, most(body.height / 3, 6)};
    int below = is_narrow && !has_run(view) ? rows_below_page(view, body) : 0;
    page.height -= below + (below > 0);
    bool has_program =
        is_narrow && !has_run(view) && hides_program(view, body) && view->stage != VIEW_END;
    pane_page_limits(view, is_tiny(width, height) ? page : page_margin(view, page),
                     has_program || large_of(view, width) == LARGE_PAGE, up, down);
}

static int program_scroll(const struct view *view, const struct canvas *canvas)
{
    int up, down;
    page_limits(view, canvas->width, canvas->height, &up, &down);
    return most(view->page_scroll - down, 0);
}

void view_scroll_limits(const struct view *view, int width, int height, int *up, int *down)
{
    page_limits(view, width, height, up, down);
    int rows = is_tiny(width, height) ? 0 : program_rows(view, body_of(view, width, height));
    *down += rows > 0 ? pane_program_hidden(view, rows) : 0;
}

/* What Tab found, in columns, over the lowest rows of the body. */
static void draw_choices(const struct view *view, struct canvas *canvas, struct box body)
{
    int widest = 1, count = 0;
    for (const char *p = view->choices; *p; count++) {
        size_t n = strcspn(p, "\n");
        widest = most(widest, (int)n);
        p += n + (p[n] == '\n');
    }
    int across = most((body.width - 1) / (widest + 2), 1), rows = (count + across - 1) / across;
    int shown = least(rows, most(body.height / 2, 1)), all = least(shown + 1, body.height);
    struct box box = {0, body.y + body.height - all, body.width, all};
    canvas_fill(canvas, box, STYLE_TEXT, ' ');
    if (all > shown)
        canvas_rule(canvas, box, 0, STYLE_FRAME, _("Tab: one of these"));
    int i = 0;
    for (const char *p = view->choices; *p; i++) {
        size_t n = strcspn(p, "\n");
        char *word = xstrndup(p, n);
        bool is_last = i == shown * across - 1 && i + 1 < count;
        if (i < shown * across)
            canvas_put_cut(canvas, box, 1 + i % across * (widest + 2), all - shown + i / across,
                           widest, STYLE_CODE, is_last ? "..." : word);
        free(word);
        p += n + (p[n] == '\n');
    }
}

void view_draw(const struct view *view, struct canvas *canvas)
{
    canvas_clear(canvas);
    int width = canvas->width, height = canvas->height;
    struct box body = body_of(view, width, height);
    if (body.y > 0)
        view_title(view, canvas);
    if (is_tiny(width, height))
        draw_tiny(view, canvas, body);
    else if (width >= WIDE)
        draw_wide(view, canvas, body);
    else
        draw_narrow(view, canvas, body);
    if (view->choices && body.height > 0)
        draw_choices(view, canvas, body);

    int y = body.y + body.height;
    if (height - y >= 3) {
        if (is_tiny(width, height) && (!view->message || !*view->message))
            canvas_put_cut(canvas, (struct box){0, y, width, 1}, 0, 0, width, STYLE_DIM,
                           _("a larger terminal shows more"));
        view_message(view, canvas, y++);
        view_prompt(view, canvas, y++);
    }
    if (height - y >= 1)
        pane_keys(view, canvas, (struct box){0, height - 1, width, 1});
}
