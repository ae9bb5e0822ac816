/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Greedy wrapping: take characters until the line is full, then go back to the last place where it
 * may be broken. A word longer than a line is broken anywhere.
 */
#include "ui/draw/wrap.h"

#include <stdlib.h>
#include <string.h>

void rich_put_bytes(struct rich *rich, unsigned style, const char *bytes, size_t n)
{
    if (rich->size + n > rich->capacity) {
        rich->capacity = (rich->size + n) * 2 + 64;
        rich->bytes = xrealloc(rich->bytes, rich->capacity);
        rich->styles = xrealloc(rich->styles, rich->capacity * sizeof(*rich->styles));
    }
    for (size_t i = 0; i < n; i++) {
        rich->bytes[rich->size] = bytes[i];
        rich->styles[rich->size++] = (uint16_t)style;
        rich->lines += bytes[i] == '\n';
    }
}

void rich_put(struct rich *rich, unsigned style, const char *text)
{
    rich_put_bytes(rich, style, text, strlen(text));
}

void rich_release(struct rich *rich)
{
    free(rich->bytes);
    free(rich->styles);
    memset(rich, 0, sizeof(*rich));
}

/* Closing punctuation may not begin a line, opening punctuation may not end one. */
static bool is_closing(uint32_t c)
{
    static const uint32_t closing[] = {0x3001, 0x3002, 0x3009, 0x300b, 0x300d, 0x300f, 0x3011,
                                       0x3015, 0xff01, 0xff09, 0xff0c, 0xff0e, 0xff1a, 0xff1b,
                                       0xff1f, 0x2026, 0x201d, 0x2019, ')',    ',',    '.',
                                       ':',    ';',    '!',    '?',    ']'};
    for (size_t i = 0; i < sizeof(closing) / sizeof(*closing); i++)
        if (closing[i] == c)
            return true;
    return false;
}

static bool is_opening(uint32_t c)
{
    return c == 0x3008 || c == 0x300a || c == 0x300c || c == 0x300e || c == 0x3010 || c == 0x3014 ||
           c == 0xff08 || c == 0x201c || c == 0x2018 || c == '(' || c == '[';
}

static bool may_break(uint32_t before, uint32_t after)
{
    if (before == ' ')
        return true;
    if (is_closing(after) || is_opening(before) || after == ' ')
        return false;
    return char_width(before) == 2 || char_width(after) == 2;
}

static void copy(struct rich *out, const struct rich *in, size_t from, size_t to)
{
    while (to > from && in->bytes[to - 1] == ' ')
        to--;
    for (size_t i = from; i < to; i++)
        rich_put_bytes(out, in->styles[i], &in->bytes[i], 1);
    rich_put(out, STYLE_TEXT, "\n");
}

void rich_wrap(struct rich *out, const struct rich *in, int columns, unsigned lead_style,
               const char *lead)
{
    int indent = text_width(lead);
    if (indent >= columns)
        indent = 0;
    if (indent > 0)
        rich_put(out, lead_style, lead);
    size_t start = 0, good = 0; /* of this line; where it may be broken */
    int width = indent;
    uint32_t before = 0;
    for (size_t i = 0; i < in->size;) {
        uint32_t character;
        size_t n = utf8_decode(in->bytes + i, in->size - i, &character);
        if (i > start && may_break(before, character))
            good = i;
        int w = char_width(character);
        if (width + (w > 0 ? w : 0) > columns && character != ' ' && i > start) {
            size_t end = good > start ? good : i;
            copy(out, in, start, end);
            while (end < in->size && in->bytes[end] == ' ')
                end++;
            start = good = i = end;
            for (int k = 0; k < indent; k++)
                rich_put(out, STYLE_TEXT, " ");
            width = indent;
            before = 0;
            continue;
        }
        width += w > 0 ? w : 0;
        before = character;
        i += n;
    }
    copy(out, in, start, in->size);
}

void rich_draw(struct canvas *canvas, struct box box, const struct rich *rich, int first_line)
{
    size_t i = 0;
    for (int line = 0; line < first_line && i < rich->size; line++) {
        const char *end = memchr(rich->bytes + i, '\n', rich->size - i);
        i = end ? (size_t)(end - rich->bytes) + 1 : rich->size;
    }
    for (int y = 0; y < box.height && i < rich->size; y++) {
        int x = 0;
        while (i < rich->size && rich->bytes[i] != '\n') {
            /* One run of one style at a time, so that marks meet their character. */
            size_t end = i + 1;
            while (end < rich->size && rich->bytes[end] != '\n' &&
                   rich->styles[end] == rich->styles[i])
                end++;
            char *run = xstrndup(rich->bytes + i, end - i);
            x = canvas_put(canvas, box, x, y, rich->styles[i], run);
            free(run);
            i = end;
        }
        i++;
    }
}

/* Where a line that is too long goes on: under its last column if it is a row of a table ("word
 * what it is"), else under its first word. */
static int hanging(const char *line, int columns)
{
    int start = (int)strspn(line, " "), indent = start;
    for (int i = start; i < columns / 2 && line[i]; i++)
        if (line[i] == ' ' && line[i + 1] == ' ' && line[i + 2] && line[i + 2] != ' ')
            indent = i + 2;
    return indent < columns / 2 ? indent : 0;
}

void rich_wrap_hanging(struct rich *out, const char *line, int columns, unsigned style)
{
    struct rich rest = {0};
    int indent = hanging(line, columns);
    char *lead = xstrndup(line, (size_t)indent);
    rich_put(&rest, style, line + indent);
    rich_wrap(out, &rest, columns, style, lead);
    rich_release(&rest);
    free(lead);
}
