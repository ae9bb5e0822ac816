/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program's source, and where in it every lane is. The part shown moves by half a pane at a
 * time, so that it stands still while the lanes move in it.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/view/pane.h"

enum { TAB = 4, TAGS = 3, LOOK_BACK = 256 };

struct listing {
    const char *name, *text;
    size_t size;
    uint32_t source; /* number in the trace, 0: not from it */
    uint32_t focus;  /* line of the lane that moved last, 0 none */
    int lines;
};

static int lines_of(const char *text, size_t size)
{
    int lines = 0;
    for (const char *p = text, *end = text + size; p < end; lines++) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        p = stop ? stop + 1 : end;
    }
    return lines;
}

static const struct place *place_of(const struct view *view, uint32_t place)
{
    return place && place < trace_places(view->trace) ? trace_place(view->trace, place) : NULL;
}

static bool has_text(const struct trace *trace, uint32_t source)
{
    return source && source < trace_sources(trace) &&
           trace_text_size(trace, trace_source(trace, source)->text) > 0;
}

static bool is_there(enum lane_state state)
{
    return state != LANE_UNBORN && state != LANE_ENDED;
}

/* The place that the pane is about: of the selected lane, else of the last event that has one. */
static const struct place *focus_of(const struct view *view)
{
    const struct trace *trace = view->trace;
    if (view->selected_lane && view->selected_lane < trace_lanes(trace)) {
        const struct model_lane *lane = model_lane(view->model, view->selected_lane);
        const struct place *place = lane ? place_of(view, lane->place) : NULL;
        if (place && has_text(trace, place->file))
            return place;
    }
    size_t i = model_position(view->model);
    for (int steps = 0; i-- > 0 && steps < LOOK_BACK; steps++) {
        const struct place *place = place_of(view, (uint32_t)trace_event(trace, i)->where);
        if (place && has_text(trace, place->file))
            return place;
    }
    return NULL;
}

static bool find_listing(const struct view *view, struct listing *out)
{
    memset(out, 0, sizeof(*out));
    const struct trace *trace = view->trace;
    /* The trace of the act before is not about the program that comes next. */
    bool is_ahead =
        view->stage == VIEW_READING || view->stage == VIEW_ASKING || view->stage == VIEW_BUILDING;
    if (trace && view->model && !(is_ahead && view->program_text)) {
        const struct place *focus = focus_of(view);
        for (uint32_t i = 1; !focus && !out->source && i < trace_sources(trace); i++)
            if (has_text(trace, i))
                out->source = i;
        if (focus) {
            out->source = focus->file;
            out->focus = focus->line;
        }
    }
    if (out->source) {
        const struct source *source = trace_source(trace, out->source);
        out->name = trace_text(trace, source->name);
        out->text = trace_text(trace, source->text);
        out->size = trace_text_size(trace, source->text);
    } else if (view->program_text) {
        out->name = view->program_name ? view->program_name : "";
        out->text = view->program_text;
        out->size = strlen(out->text);
    }
    out->lines = out->text ? lines_of(out->text, out->size) : 0;
    return out->lines > 0;
}

int pane_source_rows(const struct view *view)
{
    struct listing listing;
    return find_listing(view, &listing) ? listing.lines + 1 : 0;
}

/* --- which part of it ----------------------------------------------------------------------------
 */

/* The line of this listing that a lane is on, 0 none. */
static uint32_t line_of_lane(const struct view *view, const struct listing *listing, uint32_t lane)
{
    const struct model_lane *state = model_lane(view->model, lane);
    const struct place *place =
        state && is_there(state->state) ? place_of(view, state->place) : NULL;
    return place && place->file == listing->source ? place->line : 0;
}

static int lanes_within(const struct view *view, const struct listing *listing, int top, int rows)
{
    int n = 0;
    for (uint32_t i = 1; i < trace_lanes(view->trace) && i < 64; i++) {
        int line = (int)line_of_lane(view, listing, i);
        n += line > top && line <= top + rows;
    }
    return n;
}

/* Lines at the head that say under which licence it is: where room is short, what it does is more.
 */
static int licence_lines(const struct listing *listing)
{
    const char *const licence = "/* SPDX-License-Identifier:";
    const char *text = listing->text, *end = text + listing->size;
    const char *stop = memchr(text, '\n', listing->size);
    if (listing->size < strlen(licence) || memcmp(text, licence, strlen(licence)) != 0 || !stop)
        return 0;
    return end - stop > 4 && memcmp(stop + 1, " *\n", 3) == 0 ? 2 : 0;
}

/* Lines above the first one shown. Of the tops that are a third of a pane apart, the one that shows
 * the focus and most lanes. */
static int top_of(const struct view *view, const struct listing *listing, int rows)
{
    int furthest = listing->lines - rows;
    if (furthest <= 0 || rows < 1)
        return 0;
    if (listing->source == 0)
        return furthest < licence_lines(listing) ? furthest : licence_lines(listing);
    int step = rows >= 3 ? rows / 3 : 1, best = 0, best_score = -1, focus = (int)listing->focus;
    int first = focus > 2 * rows ? (focus - 2 * rows) / step * step : 0;
    for (int at = first; at < furthest + step && at <= focus + rows; at += step) {
        int top = at < furthest ? at : furthest;
        int score = 2 * lanes_within(view, listing, top, rows);
        bool is_inside = focus > top && focus <= top + rows;
        bool is_well_inside = focus > top + 1 && focus < top + rows;
        score += is_inside ? 1000 + is_well_inside : 0;
        if (score > best_score) {
            best = top;
            best_score = score;
        }
    }
    return best;
}

/* --- drawing -------------------------------------------------------------------------------------
 */

static bool is_keyword(const char *word, size_t n)
{
    static const char *const words[] = {
        "auto",  "break",    "case",   "char",     "const",  "continue", "default",
        "do",    "double",   "else",   "enum",     "extern", "float",    "for",
        "goto",  "if",       "inline", "int",      "long",   "register", "return",
        "short", "signed",   "sizeof", "static",   "struct", "switch",   "typedef",
        "union", "unsigned", "void",   "volatile", "while",  "bool",     "_Atomic"};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (strlen(words[i]) == n && memcmp(words[i], word, n) == 0)
            return true;
    return false;
}

static bool is_word_char(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* One line as rich text; *in_comment is carried from line to line. */
static void colour_line(struct rich *out, const char *line, size_t n, unsigned flags,
                        bool *in_comment)
{
    int column = 0;
    for (size_t i = 0; i < n;) {
        size_t run = 1;
        unsigned style = STYLE_TEXT;
        if (*in_comment || (i + 1 < n && line[i] == '/' && line[i + 1] == '*')) {
            const char *stop =
                memmem(line + i + (*in_comment ? 0 : 2), n - i - (*in_comment ? 0 : 2), "*/", 2);
            *in_comment = !stop;
            run = stop ? (size_t)(stop + 2 - line) - i : n - i;
            style = STYLE_DIM;
        } else if (i + 1 < n && line[i] == '/' && line[i + 1] == '/') {
            run = n - i;
            style = STYLE_DIM;
        } else if (line[i] == '"') {
            while (i + run < n && line[i + run] != '"')
                run += line[i + run] == '\\' && i + run + 1 < n ? 2 : 1;
            run += i + run < n;
            style = STYLE_CODE;
        } else if (is_word_char(line[i])) {
            while (i + run < n && is_word_char(line[i + run]))
                run++;
            if (is_keyword(line + i, run))
                style = WITH(STYLE_TEXT, CELL_BOLD);
        }
        for (size_t k = i; k < i + run; k++) {
            int blanks = line[k] == '\t' ? TAB - column % TAB : 0;
            if (blanks)
                rich_put_bytes(out, style, "        ", (size_t)blanks);
            else
                rich_put_bytes(out, style | flags << 8, &line[k], 1);
            column += blanks ? blanks : 1;
        }
        i += run;
    }
}

/* Who is on a line: "T1", "T1T2", "T1+4". Returns whether anybody is. */
static bool put_tags(const struct view *view, const struct listing *listing, struct canvas *canvas,
                     struct box box, int y, uint32_t line, int width)
{
    uint32_t here[TAGS];
    int count = 0;
    if (!listing->source)
        return false;
    for (uint32_t i = 1; i < trace_lanes(view->trace); i++)
        if (line_of_lane(view, listing, i) == line) {
            if (count < TAGS)
                here[count] = i;
            count++;
        }
    if (count == 0)
        return false;
    /* How many names there is room for, then these at the right, beside the line. */
    int used = 0, shown = 0;
    for (; shown < count && shown < TAGS; shown++) {
        int w = text_width(lane_name(view->trace, here[shown]));
        int more = shown + 1 < count ? 2 : 0;
        if (shown > 0 && used + w + more > width - 1)
            break;
        used += w;
    }
    used += shown < count ? 2 : 0;
    int x = used < width - 1 ? width - 1 - used : 0;
    struct box gutter = {box.x, box.y, width - 1, box.height};
    for (int i = 0; i < shown; i++) {
        unsigned style = WITH(lane_style(view->trace, here[i]), CELL_BOLD | CELL_REVERSE);
        x = canvas_put(canvas, gutter, x, y, style, lane_name(view->trace, here[i]));
    }
    if (shown < count) {
        char more[16];
        snprintf(more, sizeof(more), "+%d", count - shown);
        canvas_put(canvas, gutter, x, y, STYLE_TITLE, more);
    }
    bool is_next = model_lane(view->model, here[0])->state == LANE_AT_GATE;
    canvas_put(canvas, box, width - 1, y, lane_style(view->trace, here[0]),
               is_next ? sign(canvas, "▷", "?") : sign(canvas, "▸", ">"));
    return true;
}

static int gutter_width(const struct view *view, const struct listing *listing)
{
    size_t lanes = listing->source ? trace_lanes(view->trace) : 0;
    if (lanes <= 1)
        return 0;
    int widest = 2;
    for (uint32_t i = 1; i < lanes && i < 16; i++)
        if (text_width(lane_name(view->trace, i)) > widest)
            widest = text_width(lane_name(view->trace, i));
    return (widest > 6 ? 6 : widest) + (lanes > 3 ? 3 : 1);
}

/* Of lines that are hidden below, so many are scrolled. */
static void draw_source(const struct view *view, struct canvas *canvas, struct box box, int scroll,
                        int hidden)
{
    struct listing listing;
    bool is_known = find_listing(view, &listing);
    canvas_rule(canvas, box, 0, STYLE_FRAME, is_known ? listing.name : _("source"));
    if (!is_known) {
        canvas_put_cut(canvas, box, 1, 1, box.width - 1, STYLE_DIM,
                       _("the source of this program is not known"));
        return;
    }
    int rows = box.height - 1, top = top_of(view, &listing, rows) + scroll;
    int gutter = gutter_width(view, &listing);
    int digits = listing.lines > 999 ? 5 : 3;
    struct box code = {box.x + gutter + digits + 1, box.y, box.width - gutter - digits - 1,
                       box.height};
    bool in_comment = false;
    const char *p = listing.text, *end = p + listing.size;
    for (int line = 1; p < end && line <= top + rows; line++) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        size_t n = stop ? (size_t)(stop - p) : (size_t)(end - p);
        int y = line - top;
        struct rich rich = {0};
        bool is_somebody =
            y >= 1 && put_tags(view, &listing, canvas, box, y, (uint32_t)line, gutter);
        colour_line(&rich, p, n, is_somebody ? CELL_BOLD : 0, &in_comment);
        if (y >= 1) {
            char number[16];
            snprintf(number, sizeof(number), "%*d", digits, line);
            canvas_put(canvas, box, gutter, y, is_somebody ? STYLE_TITLE : STYLE_FRAME, number);
            rich_draw(canvas, (struct box){code.x, code.y + y, code.width, 1}, &rich, 0);
        }
        rich_release(&rich);
        p = stop ? stop + 1 : end;
    }
    put_more(canvas, (struct box){box.x, box.y + 1, box.width, rows}, scroll > 0, scroll < hidden);
}

void pane_source(const struct view *view, struct canvas *canvas, struct box box)
{
    draw_source(view, canvas, box, 0, 0);
}

int pane_program_hidden(const struct view *view, int rows)
{
    struct listing listing;
    if (!find_listing(view, &listing) || listing.source)
        return 0;
    int hidden = listing.lines - (rows - 1) - top_of(view, &listing, rows - 1);
    return hidden > 0 ? hidden : 0;
}

void pane_program(const struct view *view, struct canvas *canvas, struct box box, int scroll)
{
    int hidden = pane_program_hidden(view, box.height);
    draw_source(view, canvas, box, scroll < hidden ? scroll : hidden, hidden);
}
