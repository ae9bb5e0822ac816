/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text that grows. What measures columns is in width.c.
 */
#include "core/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void (*text_no_memory)(void);

static void *must(void *memory)
{
    if (memory)
        return memory;
    if (text_no_memory)
        text_no_memory();
    static const char say[] = "conc-tutor: out of memory\n";
    fwrite(say, 1, sizeof(say) - 1, stderr);
    _Exit(3);
}

void *xmalloc(size_t size)
{
    return must(malloc(size ? size : 1));
}

void *xcalloc(size_t count, size_t size)
{
    return must(calloc(count ? count : 1, size ? size : 1));
}

void *xrealloc(void *old, size_t size)
{
    return must(realloc(old, size ? size : 1));
}

char *xstrdup(const char *string)
{
    return must(strdup(string));
}

char *xstrndup(const char *string, size_t n)
{
    return must(strndup(string, n));
}

char *xasprintf(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct text text = {0};
    text_vadd(&text, format, args);
    va_end(args);
    return text_give(&text);
}

static void reserve(struct text *text, size_t more)
{
    size_t wanted = text->size + more + 1;
    if (wanted <= text->capacity)
        return;
    size_t capacity = text->capacity ? text->capacity : 64;
    while (capacity < wanted)
        capacity *= 2;
    text->data = xrealloc(text->data, capacity);
    text->capacity = capacity;
}

void text_put_bytes(struct text *text, const char *bytes, size_t n)
{
    reserve(text, n);
    if (n > 0)
        memcpy(text->data + text->size, bytes, n);
    text->size += n;
    text->data[text->size] = '\0';
}

void text_put(struct text *text, const char *string)
{
    text_put_bytes(text, string, strlen(string));
}

void text_put_char(struct text *text, char c)
{
    text_put_bytes(text, &c, 1);
}

void text_vadd(struct text *text, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n >= 0) {
        reserve(text, (size_t)n);
        vsnprintf(text->data + text->size, (size_t)n + 1, format, again);
        text->size += (size_t)n;
    }
    va_end(again);
}

void text_add(struct text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    text_vadd(text, format, args);
    va_end(args);
}

void text_put_quoted(struct text *text, const char *bytes, size_t n, int columns)
{
    int used = 0;
    text_put_char(text, '"');
    for (size_t i = 0; i < n;) {
        uint32_t c;
        size_t length = utf8_decode(bytes + i, n - i, &c);
        char shown[8];
        int width;
        if (c == '\n' || c == '\t' || c == '\r' || c == '"' || c == '\\') {
            const char *names = "nt\0r\"\\";
            char name = c == '\n'   ? names[0]
                        : c == '\t' ? names[1]
                        : c == '\r' ? names[3]
                                    : (char)c;
            width = snprintf(shown, sizeof(shown), "\\%c", name);
        } else if (c < 0x20 || c == 0x7f || (c == 0xfffd && length == 1)) {
            width = snprintf(shown, sizeof(shown), "\\x%02x", (unsigned char)bytes[i]);
        } else {
            memcpy(shown, bytes + i, length);
            shown[length] = '\0';
            width = char_width(c);
        }
        if (used + width > columns) {
            text_put(text, "...");
            break;
        }
        text_put(text, shown);
        used += width;
        i += length;
    }
    text_put_char(text, '"');
}

void text_put_json(struct text *text, const char *bytes, size_t n)
{
    text_put_char(text, '"');
    for (size_t i = 0; i < n;) {
        uint32_t c;
        size_t length = utf8_decode(bytes + i, n - i, &c);
        if (c == '"' || c == '\\')
            text_add(text, "\\%c", (char)c);
        else if (c == '\n')
            text_put(text, "\\n");
        else if (c == '\t')
            text_put(text, "\\t");
        else if (c < 0x20 || c == 0x7f)
            text_add(text, "\\u%04x", (unsigned)c);
        else if (c == 0xfffd && length == 1)
            text_put(text, "\\ufffd");
        else
            text_put_bytes(text, bytes + i, length);
        i += length;
    }
    text_put_char(text, '"');
}

void text_put_member(struct text *text, const char *key, const char *value)
{
    char last = text->size > 0 ? text->data[text->size - 1] : '{';
    text_add(text, "%s\"%s\":", strchr("{[,", last) ? "" : ",", key);
    text_put_json(text, value, strlen(value));
}

void text_put_duration(struct text *text, int64_t ns)
{
    static const struct {
        double ns;
        const char *unit;
    } units[] = {{1e9, "s"}, {1e6, "ms"}, {1e3, "us"}};
    for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
        double value = (double)ns / units[i].ns;
        if (value < 0.9995 && value > -0.9995)
            continue;
        double size = value < 0 ? -value : value;
        int digits = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
        text_add(text, "%.*f %s", digits, value, units[i].unit);
        return;
    }
    text_add(text, "%d ns", (int)ns);
}

void text_put_count(struct text *text, int64_t n)
{
    char digits[24];
    int length = snprintf(digits, sizeof(digits), "%lld", (long long)n);
    for (int i = 0; i < length; i++) {
        text_put_char(text, digits[i]);
        int left = length - 1 - i;
        if (left > 0 && left % 3 == 0 && digits[i] != '-')
            text_put_char(text, ',');
    }
}

void text_clear(struct text *text)
{
    text->size = 0;
    if (text->data)
        text->data[0] = '\0';
}

void text_release(struct text *text)
{
    free(text->data);
    *text = (struct text){0};
}

char *text_give(struct text *text)
{
    reserve(text, 0);
    text->data[text->size] = '\0';
    char *given = text->data;
    *text = (struct text){0};
    return given;
}

const char *text_get(const struct text *text)
{
    return text->data ? text->data : "";
}

/* Damerau-Levenshtein distance (optimal string alignment), for short words. */
static unsigned distance(const char *a, const char *b)
{
    enum { LONGEST = 64 };
    size_t m = strlen(a), n = strlen(b);
    if (m > LONGEST || n > LONGEST)
        return LONGEST;
    unsigned rows[3][LONGEST + 1];
    unsigned *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= n; j++)
        last[j] = (unsigned)j;
    memcpy(before, last, sizeof(rows[0]));
    for (size_t i = 1; i <= m; i++) {
        now[0] = (unsigned)i;
        for (size_t j = 1; j <= n; j++) {
            unsigned best = last[j - 1] + (a[i - 1] != b[j - 1]);
            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            now[j] = best;
        }
        unsigned *oldest = before;
        before = last;
        last = now;
        now = oldest;
    }
    return last[n];
}

const char *text_nearest(const char *word, const char *const *names, size_t n)
{
    const char *nearest = NULL;
    size_t length = strlen(word);
    unsigned least = length <= 2 ? 1 : length <= 4 ? 2 : 3; /* farther is no slip of the finger */
    for (size_t i = 0; i < n; i++) {
        unsigned d =
            length >= 2 && strncmp(names[i], word, length) == 0 ? 1 : distance(word, names[i]);
        if (d < least || (d == least && !nearest)) {
            least = d;
            nearest = names[i];
        }
    }
    return nearest;
}
