/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happened, sentence by sentence, the newest at the bottom. When the learner has stepped back,
 * what comes next is shown too, dimmed, below the moment at hand.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/trace/narrate.h"
#include "ui/view/pane.h"

/* How far a frame looks for something to tell among events that are not told. */
enum { LOOK_LIMIT = 32768, ROWS_MOST = 256, FINE_WIDTH = 60, STORY_WIDTH = 50 };

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '/' || (c & 0x80);
}

/* The lane whose name is exactly the n bytes at `word`, 0 none. */
static uint32_t lane_named(const struct trace *trace, const char *word, size_t n)
{
    for (uint32_t i = 1; trace && i < trace_lanes(trace) && i < 256; i++) {
        const char *name = lane_name(trace, i);
        if (strncmp(name, word, n) == 0 && name[n] == 0)
            return i;
    }
    return 0;
}

int put_sentence(struct canvas *canvas, struct box box, int x, int y, int columns, unsigned style,
                 const struct trace *trace, const char *sentence)
{
    if (columns > box.width - x)
        columns = box.width - x;
    if (columns <= 0)
        return x;
    int end = canvas_put_cut(canvas, box, x, y, columns, style, sentence);
    if (y < 0 || y >= box.height)
        return end;
    /* Painted over: the names that are still there after the cut. */
    int column = x;
    for (const char *p = sentence; *p && column < end;) {
        size_t n = 0;
        while (is_name_char(p[n]))
            n++;
        size_t step = n > 0 ? n : 1;
        char *word = xstrndup(p, step);
        int width = text_width(word);
        uint32_t lane = n > 0 && n < 24 ? lane_named(trace, p, n) : 0;
        if (lane && column + width <= end - (end - x == columns ? 1 : 0))
            canvas_put(canvas, box, column, y, WITH(lane_style(trace, lane), CELL_BOLD), word);
        column += width;
        free(word);
        p += step;
    }
    return end;
}

/* To the nanosecond where there is room: an addition takes a few of them. */
static int put_time(struct canvas *canvas, struct box box, int y, uint64_t ns)
{
    char words[32];
    if (ns >= 100000000000ull)
        snprintf(words, sizeof(words), "%9.3f s ", (double)ns / 1e9);
    else if (box.width >= FINE_WIDTH)
        snprintf(words, sizeof(words), "%12.6f ms ", (double)ns / 1e6);
    else
        snprintf(words, sizeof(words), "%9.3f ms ", (double)ns / 1e6);
    return canvas_put(canvas, box, 0, y, STYLE_DIM, words);
}

static void put_row(const struct view *view, struct canvas *canvas, struct box box, int y, size_t i,
                    unsigned style, bool is_now)
{
    struct text words = {0};
    const struct event *event = trace_event(view->trace, i);
    if (view->scratch)
        model_seek(view->scratch, i);
    /* What comes next is said as things stand now, not as they stood when the lane came there. */
    bool is_next = (event->flags & EVENT_AT_GATE) != 0;
    if (is_next || !pane_arrow(view->trace, view->scratch, event, canvas->is_ascii, &words))
        narrate(&words, view->trace, is_next ? view->model : view->scratch, i);
    int x = put_time(canvas, box, y, event->clock);
    canvas_put(canvas, box, x, y, STYLE_KEY, is_now ? sign(canvas, "▸", ">") : " ");
    put_sentence(canvas, box, x + 1, y, box.width - x - 1, style,
                 style == STYLE_DIM ? NULL : view->trace, text_get(&words));
    struct text where = {0};
    narrate_place(&where, view->trace, (uint32_t)event->where);
    int room = box.width - text_width(text_get(&where));
    if (where.size > 0 && x + 4 + text_width(text_get(&words)) < room)
        canvas_put(canvas, box, room, y, STYLE_FRAME, text_get(&where));
    text_release(&where);
    text_release(&words);
}

/* What a lane is about to do is told for as long as it stands before it. */
static bool is_told(const struct view *view, size_t i)
{
    const struct event *event = trace_event(view->trace, i);
    bool has_passed =
        event->flags & EVENT_AT_GATE && model_lane(view->model, event->lane)->last != i;
    return event_is_narrated((enum event_kind)event->kind) && !(event->flags & EVENT_PRIVATE) &&
           !has_passed;
}

/* Where the account of who ran when comes from: the kernel's own records, or samples. */
static void put_story(const struct view *view, struct canvas *canvas, struct box box)
{
    const char *story =
        view->trace ? trace_text(view->trace, trace_facts(view->trace)->kernel_story) : "";
    if (!*story || box.width < STORY_WIDTH)
        return;
    char *words = xasprintf(_(" switches: %s "), story);
    canvas_put(canvas, box, box.width - text_width(words) - 1, 0, STYLE_FRAME, words);
    free(words);
}

void pane_stream(const struct view *view, struct canvas *canvas, struct box box)
{
    canvas_rule(canvas, box, 0, STYLE_FRAME, _("what happens"));
    put_story(view, canvas, box);
    if (!view->trace || !view->model || box.height < 2)
        return;
    const struct trace *trace = view->trace;
    size_t count = trace_count(trace), now = model_position(view->model);
    int pitch = view->is_demo && box.height > 8 ? 2 : 1; /* a blank row between, on a projector */
    int rows = box.height / pitch < ROWS_MOST ? box.height / pitch : ROWS_MOST;
    rows -= pitch == 1;

    /* What comes next, in the lower quarter. */
    size_t next[ROWS_MOST];
    int nexts = 0, limit = now < count ? rows / 4 : 0;
    for (size_t i = now, looked = 0; i < count && nexts < limit && looked < LOOK_LIMIT;
         i++, looked++)
        if (is_told(view, i))
            next[nexts++] = i;
    int bottom = rows - nexts;
    size_t past[ROWS_MOST];
    int pasts = 0;
    for (size_t i = now, looked = 0; i-- > 0 && pasts < bottom && looked < LOOK_LIMIT; looked++)
        if (is_told(view, i))
            past[pasts++] = i;
    for (int k = pasts - 1; k >= 0; k--) /* in order of time: the model goes forward */
        put_row(view, canvas, box, 1 + (pasts - k - 1) * pitch, past[k], STYLE_TEXT, k == 0);
    for (int k = 0; k < nexts; k++)
        put_row(view, canvas, box, 1 + (pasts + k) * pitch, next[k], STYLE_DIM, false);
    if (pasts + nexts == 0)
        canvas_put_cut(canvas, box, 1, 1, box.width - 1, STYLE_DIM,
                       view->stage == VIEW_RUNNING ? _("nothing has happened yet")
                                                   : _("nothing was reported"));
}
