/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Line by line: lines of one paragraph are joined until something else begins, then wrapped.
 */
#include "ui/draw/markdown.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Punctuation that Chinese shares with the West, and so is no wide character. */
static bool is_shared_mark(uint32_t c)
{
    return c == 0x2014 || (c >= 0x2018 && c <= 0x201d) || c == 0x2026;
}

static bool is_hangul(uint32_t c) /* wide, but its words are divided by blanks */
{
    return (c >= 0x1100 && c <= 0x11ff) || (c >= 0xac00 && c <= 0xd7af);
}

static bool is_full_width_mark(uint32_t c) /* its blank is part of it */
{
    return (c >= 0x3001 && c <= 0x303f) || (c >= 0xff01 && c <= 0xff0f) ||
           (c >= 0xff1a && c <= 0xff20) || (c >= 0xff3b && c <= 0xff65);
}

bool markdown_is_blank_between(const char *before, size_t n, const char *after, size_t n_after)
{
    while (n > 0 && (before[n - 1] == '*' || before[n - 1] == '_'))
        n--;
    while (n_after > 0 && (*after == '*' || *after == '_'))
        after++, n_after--;
    if (n == 0 || n_after == 0)
        return true;
    size_t last = n - 1;
    while (last > 0 && ((unsigned char)before[last] & 0xc0) == 0x80)
        last--;
    uint32_t a, b;
    utf8_decode(before + last, n - last, &a);
    utf8_decode(after, n_after, &b);
    if (is_full_width_mark(a) || is_full_width_mark(b))
        return false;
    bool is_wide_a = char_width(a) == 2 && !is_hangul(a);
    bool is_wide_b = char_width(b) == 2 && !is_hangul(b);
    return !((is_wide_a && (is_wide_b || is_shared_mark(b))) || (is_shared_mark(a) && is_wide_b));
}

/* The end of a span that starts behind `from` and ends with `mark`, or NULL. */
static const char *span_end(const char *from, const char *end, const char *mark)
{
    size_t n = strlen(mark);
    if (from == end || *from == ' ')
        return NULL;
    for (const char *p = from; p + n <= end; p++)
        if (memcmp(p, mark, n) == 0 && p > from && p[-1] != ' ')
            return p;
    return NULL;
}

static void inlines(struct rich *out, unsigned style, const char *p, const char *end);

/* A span at p: adds it and returns what is behind it; NULL: there is none. */
static const char *span(struct rich *out, unsigned style, const char *start, const char *p,
                        const char *end)
{
    const char *stop;
    if (*p == '`' && (stop = memchr(p + 1, '`', (size_t)(end - p - 1)))) {
        rich_put_bytes(out, STYLE_CODE, p + 1, (size_t)(stop - p - 1));
        return stop + 1;
    }
    if (end - p > 4 && memcmp(p, "**", 2) == 0 && (stop = span_end(p + 2, end, "**"))) {
        inlines(out, style | WITH(0, CELL_BOLD), p + 2, stop);
        return stop + 2;
    }
    bool is_inside_word = p > start && isalnum((unsigned char)p[-1]);
    char mark[2] = {*p, 0};
    if ((*p == '*' || *p == '_') && !is_inside_word && (stop = span_end(p + 1, end, mark))) {
        inlines(out, style | WITH(0, CELL_UNDER), p + 1, stop);
        return stop + 1;
    }
    if (*p == '[' && (stop = memchr(p, ']', (size_t)(end - p))) && stop + 1 < end &&
        stop[1] == '(') {
        const char *close = memchr(stop, ')', (size_t)(end - stop));
        if (!close)
            return NULL;
        inlines(out, style | WITH(0, CELL_UNDER), p + 1, stop);
        rich_put(out, STYLE_DIM, " (");
        rich_put_bytes(out, STYLE_DIM, stop + 2, (size_t)(close - stop - 2));
        rich_put(out, STYLE_DIM, ")");
        return close + 1;
    }
    return NULL;
}

static void inlines(struct rich *out, unsigned style, const char *p, const char *end)
{
    const char *start = p;
    while (p < end) {
        if (*p == '\\' && p + 1 < end && ispunct((unsigned char)p[1])) {
            rich_put_bytes(out, style, p + 1, 1);
            p += 2;
            continue;
        }
        const char *behind = strchr("`*_[", *p) && *p ? span(out, style, start, p, end) : NULL;
        if (behind) {
            p = behind;
            continue;
        }
        if (*p != '\n' ||
            markdown_is_blank_between(start, (size_t)(p - start), p + 1, (size_t)(end - p - 1)))
            rich_put_bytes(out, style, *p == '\n' || *p == '\t' ? " " : p, 1);
        p++;
    }
}

void markdown_paragraph(struct rich *out, const char *text, size_t n, int columns, unsigned style,
                        unsigned lead_style, const char *lead)
{
    struct rich paragraph = {0};
    inlines(&paragraph, style, text, text + n);
    rich_wrap(out, &paragraph, columns, lead_style, lead);
    rich_release(&paragraph);
}

struct reader {
    struct rich *out;
    int columns;
    bool is_ascii;
    size_t start;          /* of `out`: what was in it before us */
    bool was_item;         /* the last block was a list's item: no blank line between items */
    struct text paragraph; /* being gathered */
    char lead[16];
    unsigned style, lead_style;
};

static void gap(struct reader *reader)
{
    if (reader->out->size > reader->start)
        rich_put(reader->out, STYLE_TEXT, "\n");
}

static void flush(struct reader *reader)
{
    if (reader->paragraph.size == 0)
        return;
    bool is_item = *reader->lead != 0;
    if (!is_item || !reader->was_item)
        gap(reader);
    markdown_paragraph(reader->out, reader->paragraph.data, reader->paragraph.size, reader->columns,
                       reader->style, reader->lead_style, reader->lead);
    reader->was_item = is_item;
    text_clear(&reader->paragraph);
    *reader->lead = 0;
    reader->style = STYLE_TEXT;
}

/* The width of a list's mark at `line` ("- ", "12. "), 0 if it has none. */
static size_t item_mark(const char *line, size_t n)
{
    if (n > 1 && strchr("-*+", line[0]) && line[1] == ' ')
        return 2;
    size_t i = 0;
    while (i < n && i < 4 && isdigit((unsigned char)line[i]))
        i++;
    return i > 0 && i + 1 < n && line[i] == '.' && line[i + 1] == ' ' ? i + 2 : 0;
}

static void begin_item(struct reader *reader, const char *line, size_t mark, int depth)
{
    flush(reader);
    const char *bullet = reader->is_ascii ? "- " : "• ";
    char number[8];
    snprintf(number, sizeof(number), "%.*s", (int)mark, line);
    snprintf(reader->lead, sizeof(reader->lead), "%*s%s", depth > 6 ? 6 : depth, "",
             mark == 2 ? bullet : number);
    reader->lead_style = STYLE_KEY;
}

static bool is_rule(const char *line, size_t n)
{
    size_t marks = 0;
    for (size_t i = 0; i < n; i++)
        if (line[i] == line[0] && strchr("-*_", line[0]))
            marks++;
        else if (line[i] != ' ')
            return false;
    return marks >= 3;
}

static void put_rule(struct reader *reader)
{
    flush(reader);
    gap(reader);
    for (int i = 0; i < reader->columns; i++)
        rich_put(reader->out, STYLE_FRAME, reader->is_ascii ? "-" : "─");
    rich_put(reader->out, STYLE_TEXT, "\n");
}

/* Outside a fence: one line that is not blank; `depth` blanks stood before it. */
static void take_line(struct reader *reader, const char *line, size_t n, int depth)
{
    size_t level = strspn(line, "#"), mark = item_mark(line, n);
    if (level > 0 && level <= 6 && level < n && line[level] == ' ') {
        flush(reader);
        reader->style = level <= 1 ? WITH(STYLE_TITLE, CELL_UNDER) : STYLE_TITLE;
        text_put_bytes(&reader->paragraph, line + level + 1, n - level - 1);
        flush(reader);
    } else if (is_rule(line, n)) {
        put_rule(reader);
    } else if (mark > 0) {
        begin_item(reader, line, mark, depth);
        text_put_bytes(&reader->paragraph, line + mark, n - mark);
    } else {
        bool is_quote = n > 1 && line[0] == '>' && line[1] == ' ';
        if (is_quote && reader->paragraph.size == 0) {
            snprintf(reader->lead, sizeof(reader->lead), "%s", reader->is_ascii ? "| " : "┃ ");
            reader->lead_style = STYLE_FRAME;
        }
        line += is_quote ? 2 : 0;
        n -= is_quote ? 2 : 0;
        struct text *paragraph = &reader->paragraph;
        if (paragraph->size > 0 &&
            markdown_is_blank_between(paragraph->data, paragraph->size, line, n))
            text_put_char(paragraph, ' ');
        text_put_bytes(paragraph, line, n);
    }
}

void markdown_render(struct rich *out, const char *markdown, int columns, bool is_ascii)
{
    struct reader reader = {
        .out = out, .columns = columns < 1 ? 1 : columns, .is_ascii = is_ascii, .start = out->size};
    bool is_fenced = false, is_indented = false;
    for (const char *line = markdown; *line;) {
        size_t n = strcspn(line, "\n");
        const char *next = line + n + (line[n] == '\n');
        size_t blank = strspn(line, " ");
        bool was_indented = is_indented; /* a block of code, by four blanks */
        is_indented = false;
        if (n > 0 && line[n - 1] == '\r')
            n--;
        if (blank > n)
            blank = n;
        if (n - blank >= 3 && memcmp(line + blank, "```", 3) == 0) {
            flush(&reader);
            if (!is_fenced)
                gap(&reader);
            is_fenced = !is_fenced;
            reader.was_item = false;
        } else if (is_fenced || (blank >= 4 && n > blank && reader.paragraph.size == 0)) {
            if (!is_fenced && !was_indented)
                gap(&reader);
            is_indented = !is_fenced;
            rich_put(out, STYLE_TEXT, "  ");
            size_t skip = is_fenced ? 0 : 4;
            rich_put_bytes(out, STYLE_CODE, line + skip, n - skip);
            rich_put(out, STYLE_TEXT, "\n");
        } else if (n == blank) {
            flush(&reader);
        } else {
            take_line(&reader, line + blank, n - blank, (int)blank);
        }
        line = next;
    }
    flush(&reader);
    text_release(&reader.paragraph);
}
