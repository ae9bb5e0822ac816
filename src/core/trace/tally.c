/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/trace/tally.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"

/* The first bytes as text: no half of a character at the end, and nothing behind a zero. */
static char *cut(const char *bytes, size_t n)
{
    size_t kept = 0;
    n = strnlen(bytes, n);
    while (kept < n) {
        uint32_t ignored;
        size_t size = utf8_decode(bytes + kept, n - kept, &ignored);
        if (kept + size > TALLY_BYTES)
            break;
        kept += size;
    }
    while (kept > 0 && bytes[kept - 1] == '\n')
        kept--;
    return xstrndup(bytes, kept);
}

/* One more of line i: it comes before all that are now less frequent. */
static void raise_line(struct tally *tally, size_t i)
{
    struct tally_line line = tally->lines[i];
    line.count++;
    for (; i > 0 && tally->lines[i - 1].count < line.count; i--)
        tally->lines[i] = tally->lines[i - 1];
    tally->lines[i] = line;
}

void tally_add(struct tally *tally, enum tally_of of, const char *bytes, size_t n)
{
    const char *end = of == TALLY_FIRST && n ? memchr(bytes, '\n', n) : NULL;
    char *text = n ? cut(bytes, end ? (size_t)(end - bytes) : n) : xstrdup("");
    size_t i = 0;
    while (i < tally->count && strcmp(tally->lines[i].text, text) != 0)
        i++;
    if (i == tally->count && i == TALLY_LINES) {
        tally->others++;
        free(text);
        return;
    }
    if (i == tally->count) {
        GROW(tally->lines, tally->count, tally->capacity);
        tally->lines[tally->count++] = (struct tally_line){.text = text};
    } else {
        free(text);
    }
    raise_line(tally, i);
}

void tally_release(struct tally *tally)
{
    for (size_t i = 0; i < tally->count; i++)
        free(tally->lines[i].text);
    free(tally->lines);
    *tally = (struct tally){0};
}
