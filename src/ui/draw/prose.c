/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/draw/prose.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "ui/draw/markdown.h"
#include "ui/draw/wrap.h"

enum { READS_WELL = 90, FOR_A_PIPE = 78, LEAST = 20 };

int prose_columns(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
        return FOR_A_PIPE;
    int columns = size.ws_col - 1;
    return columns < LEAST ? LEAST : columns > READS_WELL ? READS_WELL : columns;
}

static bool is_fence(const char *line)
{
    return strncmp(line, "```", 3) == 0;
}

/* What begins a line of its own: an item of a list, a heading, a quotation. */
static bool stands_alone(const char *line)
{
    return (strchr("-*+>#", *line) && line[1] == ' ') || (*line == '#' && line[1] == '#') ||
           strncmp(line, "    ", 4) == 0;
}

static void join(struct rich *paragraph, const char *line, size_t n)
{
    if (paragraph->size > 0 &&
        markdown_is_blank_between(paragraph->bytes, paragraph->size, line, n))
        rich_put(paragraph, 0, " ");
    rich_put_bytes(paragraph, 0, line, n);
}

static void flush(struct text *out, struct rich *paragraph, const char *indent, int columns)
{
    struct rich wrapped = {0};
    if (paragraph->size > 0) {
        int room = columns - text_width(indent);
        rich_wrap(&wrapped, paragraph, room < LEAST ? LEAST : room, 0, "");
        for (size_t at = 0; at < wrapped.size;) {
            const char *line = wrapped.bytes + at;
            const char *end = memchr(line, '\n', wrapped.size - at);
            size_t n = end ? (size_t)(end - line) : wrapped.size - at;
            text_add(out, "%s%.*s\n", indent, (int)n, line);
            at += n + 1;
        }
    }
    rich_release(&wrapped);
    rich_release(paragraph);
    *paragraph = (struct rich){0};
}

void prose_put(struct text *out, const char *markdown, const char *indent, int columns)
{
    struct rich paragraph = {0};
    bool is_code = false;
    while (*markdown) {
        size_t n = strcspn(markdown, "\n");
        bool is_mark = is_fence(markdown);
        bool is_raw = is_code || is_mark || n == 0;
        if (is_raw || stands_alone(markdown))
            flush(out, &paragraph, indent, columns);
        if (is_raw && !is_mark) /* the marks say nothing that the indent does not */
            text_add(out, "%s%s%.*s\n", n ? indent : "", n ? "    " : "", (int)n, markdown);
        else if (!is_raw)
            join(&paragraph, markdown, n);
        is_code ^= is_mark;
        markdown += n + (markdown[n] == '\n');
    }
    flush(out, &paragraph, indent, columns);
}

void prose_put_lines(struct text *out, const char *lines)
{
    struct winsize size;
    bool is_terminal = isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
    int columns = is_terminal && size.ws_col > LEAST ? size.ws_col : 0;
    while (*lines) {
        size_t n = strcspn(lines, "\n");
        char *line = xstrndup(lines, n);
        struct rich wrapped = {0};
        if (columns > 0 && text_width(line) > columns)
            rich_wrap_hanging(&wrapped, line, columns, 0);
        else
            rich_put_bytes(&wrapped, 0, lines, n + (lines[n] == '\n'));
        text_put_bytes(out, wrapped.bytes, wrapped.size);
        rich_release(&wrapped);
        free(line);
        lines += n + (lines[n] == '\n');
    }
}
