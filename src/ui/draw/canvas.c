/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The grid. The one rule that keeps it right: a wide character owns two cells, and whoever writes
 * on one of them blanks the other, so that a half of a character can never be shown.
 */
#include "ui/draw/canvas.h"

#include <stdlib.h>
#include <string.h>

enum { WIDEST = 4096, TALLEST = 4096 }; /* a terminal that says it is larger is not believed */

void canvas_resize(struct canvas *canvas, int width, int height)
{
    canvas->width = width < 1 ? 1 : width > WIDEST ? WIDEST : width;
    canvas->height = height < 1 ? 1 : height > TALLEST ? TALLEST : height;
    size_t count = (size_t)canvas->width * (size_t)canvas->height;
    canvas->cells = xrealloc(canvas->cells, count * sizeof(*canvas->cells));
    canvas_clear(canvas);
}

void canvas_release(struct canvas *canvas)
{
    free(canvas->cells);
    memset(canvas, 0, sizeof(*canvas));
}

void canvas_clear(struct canvas *canvas)
{
    size_t count = (size_t)canvas->width * (size_t)canvas->height;
    for (size_t i = 0; i < count; i++)
        canvas->cells[i] = (struct cell){.character = ' '};
    canvas->cursor_x = canvas->cursor_y = -1;
}

/* The box cut to the canvas; what lies outside cannot be reached. */
static struct box cut(const struct canvas *canvas, struct box box)
{
    int right = box.x + box.width, bottom = box.y + box.height;
    if (box.x < 0)
        box.x = 0;
    if (box.y < 0)
        box.y = 0;
    if (right > canvas->width)
        right = canvas->width;
    if (bottom > canvas->height)
        bottom = canvas->height;
    box.width = right > box.x ? right - box.x : 0;
    box.height = bottom > box.y ? bottom - box.y : 0;
    return box;
}

static struct cell *cell_at(struct canvas *canvas, int x, int y)
{
    return &canvas->cells[(size_t)y * (size_t)canvas->width + (size_t)x];
}

/* Blanks the other half of a wide character of which (x, y) is about to be overwritten. */
static void part(struct canvas *canvas, int x, int y)
{
    struct cell *cell = cell_at(canvas, x, y);
    if (cell->character == 0 && x > 0)
        cell[-1].character = ' ';
    if (x + 1 < canvas->width && cell[1].character == 0)
        cell[1].character = ' ';
}

static void set(struct canvas *canvas, int x, int y, unsigned style, uint32_t character)
{
    part(canvas, x, y);
    *cell_at(canvas, x, y) = (struct cell){
        .character = character, .style = (uint8_t)(style & 0xff), .flags = (uint8_t)(style >> 8)};
}

static uint32_t printable(uint32_t character)
{
    bool is_control = character < 0x20 || (character >= 0x7f && character < 0xa0);
    bool turns_text = (character >= 0x202a && character <= 0x202e) || /* direction overrides */
                      (character >= 0x2066 && character <= 0x2069);
    return is_control || turns_text ? '?' : character;
}

static void add_mark(struct canvas *canvas, int x, int y, uint32_t mark)
{
    struct cell *cell = cell_at(canvas, x, y);
    if (cell->character == 0 && x > 0)
        cell--;
    for (int i = 0; i < 2; i++)
        if (cell->marks[i] == 0) {
            cell->marks[i] = mark;
            return;
        }
}

int canvas_put(struct canvas *canvas, struct box box, int x, int y, unsigned style,
               const char *text)
{
    struct box seen = cut(canvas, box);
    int row = box.y + y;
    bool is_seen = y >= 0 && row >= seen.y && row < seen.y + seen.height;
    size_t n = strlen(text);
    int last = -1; /* column of the character before, for its marks */
    for (size_t i = 0; i < n;) {
        uint32_t character;
        i += utf8_decode(text + i, n - i, &character);
        character = printable(character);
        int width = char_width(character), column = box.x + x;
        if (width <= 0) {
            if (last >= 0)
                add_mark(canvas, last, row, character);
            continue;
        }
        if (column + width > seen.x + seen.width) { /* and so does everything behind it */
            if (is_seen && column >= seen.x && column < seen.x + seen.width)
                set(canvas, column, row, style, ' ');
            return seen.x + seen.width - box.x > x ? seen.x + seen.width - box.x : x;
        }
        last = -1;
        if (is_seen && column >= seen.x) {
            set(canvas, column, row, style, character);
            if (width == 2) {
                part(canvas, column + 1, row);
                *cell_at(canvas, column + 1, row) = *cell_at(canvas, column, row);
                cell_at(canvas, column + 1, row)->character = 0;
            }
            last = column;
        }
        x += width;
    }
    return x;
}

int canvas_put_cut(struct canvas *canvas, struct box box, int x, int y, int columns, unsigned style,
                   const char *text)
{
    if (columns > box.width - x)
        columns = box.width - x;
    if (columns <= 0)
        return x;
    struct box narrow = {box.x + x, box.y, columns, box.height};
    if (text_width(text) <= columns)
        return x + canvas_put(canvas, narrow, 0, y, style, text);
    const char *dots = canvas->is_ascii ? "..." : "…";
    int room = columns - text_width(dots);
    if (room < 0)
        return x + canvas_put(canvas, narrow, 0, y, style, dots);
    narrow.width = room;
    int end = room > 0 ? canvas_put(canvas, narrow, 0, y, style, text) : 0;
    narrow.width = columns;
    return x + canvas_put(canvas, narrow, end, y, style, dots);
}

void canvas_fill(struct canvas *canvas, struct box box, unsigned style, uint32_t character)
{
    struct box seen = cut(canvas, box);
    for (int y = seen.y; y < seen.y + seen.height; y++)
        for (int x = seen.x; x < seen.x + seen.width; x++)
            set(canvas, x, y, style, character ? character : ' ');
}

static void line(struct canvas *canvas, struct box box, int y, unsigned style, uint32_t character)
{
    canvas_fill(canvas, (struct box){box.x, box.y + y, box.width, 1}, style, character);
}

static void put_title(struct canvas *canvas, struct box box, int y, const char *title)
{
    if (!title || !*title || box.width < 6)
        return;
    int end = canvas_put(canvas, box, 2, y, STYLE_TEXT, " ");
    end = canvas_put_cut(canvas, box, end, y, box.width - 5, STYLE_TITLE, title);
    canvas_put(canvas, box, end, y, STYLE_TEXT, " ");
}

void canvas_rule(struct canvas *canvas, struct box box, int y, unsigned style, const char *title)
{
    if (y < 0 || y >= box.height)
        return;
    line(canvas, box, y, style, canvas->is_ascii ? '-' : 0x2500);
    put_title(canvas, box, y, title);
}

int canvas_bar(struct canvas *canvas, struct box box, int x, int y, int columns, unsigned style,
               double share)
{
    if (!(share > 0)) /* not a number is nothing */
        share = 0;
    if (share > 1)
        share = 1;
    int eighths = (int)(share * columns * 8 + 0.5);
    if (eighths == 0 && share > 0)
        eighths = 1; /* little is not nothing */
    struct box inside = {box.x, box.y, x + columns < box.width ? x + columns : box.width,
                         box.height};
    for (int i = 0; i < columns; i++, eighths -= 8) {
        if (eighths <= 0) {
            canvas_put(canvas, inside, x + i, y, STYLE_FRAME, canvas->is_ascii ? "." : "·");
        } else if (canvas->is_ascii) {
            canvas_put(canvas, inside, x + i, y, style, "#");
        } else {
            char bytes[5] = "";
            utf8_encode(eighths >= 8 ? 0x2588 : 0x2590u - (uint32_t)eighths, bytes);
            canvas_put(canvas, inside, x + i, y, style, bytes);
        }
    }
    return x + columns;
}

static void dump_row(const struct canvas *canvas, int y, struct text *out)
{
    const struct cell *row = &canvas->cells[(size_t)y * (size_t)canvas->width];
    int width = canvas->width;
    while (width > 0 && row[width - 1].character == ' ')
        width--;
    for (int x = 0; x < width; x++) {
        uint32_t all[3] = {row[x].character, row[x].marks[0], row[x].marks[1]};
        for (int i = 0; i < 3 && row[x].character && (i == 0 || all[i]); i++) {
            char bytes[4];
            text_put_bytes(out, bytes, utf8_encode(all[i], bytes));
        }
    }
    text_put_char(out, '\n');
}

/* One sign a cell, nothing if all of them are `usual`. */
static void dump_signs(const struct canvas *canvas, int y, struct text *out, const char *lead,
                       char (*sign)(const struct cell *), char usual)
{
    const struct cell *row = &canvas->cells[(size_t)y * (size_t)canvas->width];
    int width = canvas->width;
    while (width > 0 && sign(&row[width - 1]) == usual)
        width--;
    if (width == 0)
        return;
    text_put(out, lead);
    for (int x = 0; x < width; x++)
        text_put_char(out, sign(&row[x]));
    text_put_char(out, '\n');
}

static char sign_of_style(const struct cell *cell)
{
    return style_look((enum style)cell->style)->letter;
}

static char sign_of_flags(const struct cell *cell)
{
    return "_123456789abcdef"[cell->flags & 0xf];
}

void canvas_dump(const struct canvas *canvas, struct text *out, bool with_styles)
{
    for (int y = 0; y < canvas->height; y++) {
        if (with_styles)
            text_put(out, "| ");
        dump_row(canvas, y, out);
        if (!with_styles)
            continue;
        dump_signs(canvas, y, out, ": ", sign_of_style, '.');
        dump_signs(canvas, y, out, "! ", sign_of_flags, '_');
    }
    if (!with_styles)
        return;
    text_add(out, "%dx%d, cursor %d,%d;", canvas->width, canvas->height, canvas->cursor_x,
             canvas->cursor_y);
#define X(name, letter, colour256, colour8, attributes) text_add(out, " %c=" #name, letter);
    STYLES(X)
#undef X
    text_put(out, "; ! 1 reverse 2 bold 4 underlined 8 dim, added\n");
}
