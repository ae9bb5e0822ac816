/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text that grows, and the few questions about UTF-8 that everybody asks. Also the mark for
 * sentences to be translated: _("...").
 *
 * Memory: when there is none, the program ends (xmalloc and its like); nobody checks.
 */
#ifndef CORE_BASE_TEXT_H
#define CORE_BASE_TEXT_H

#include <libintl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define _(sentence)  gettext(sentence)
#define N_(sentence) sentence

/* Set by main to what must be done before dying without memory (restore the terminal). */
extern void (*text_no_memory)(void);

void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t size);
char *xstrdup(const char *string);
char *xstrndup(const char *string, size_t n);
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Room for one more element in a growing array: doubles `*capacity` when `count` has reached it. */
#define GROW(array, count, capacity)                                                               \
    ((count) < (capacity) ? (void)0                                                                \
                          : (void)((capacity) = (capacity) ? (capacity)*2 : 16,                    \
                                   (array) = xrealloc((array), (capacity) * sizeof(*(array)))))

/* A string that grows. Zero is a valid empty one; `data` is always terminated once non-NULL. */
struct text {
    char *data;
    size_t size, capacity;
};

void text_add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_vadd(struct text *text, const char *format, va_list args);
void text_put(struct text *text, const char *string);
void text_put_bytes(struct text *text, const char *bytes, size_t n);
void text_put_char(struct text *text, char c);
/* The string inside quotes, with what is not printable made visible: "a\n". At most `columns` wide,
 * then "..." */
void text_put_quoted(struct text *text, const char *bytes, size_t n, int columns);
/* As a JSON string with its quotes. Invalid UTF-8 becomes U+FFFD. */
void text_put_json(struct text *text, const char *bytes, size_t n);
/* ,"key":"value", without the comma where one does not belong. */
void text_put_member(struct text *text, const char *key, const char *value);
/* "1.3 s", "24 ms", "0.95 us": three digits and the unit. */
void text_put_duration(struct text *text, int64_t ns);
/* 1234567 as "1,234,567". */
void text_put_count(struct text *text, int64_t n);
void text_clear(struct text *text);            /* keeps the memory */
void text_release(struct text *text);          /* gives it back; zero afterwards */
char *text_give(struct text *text);            /* the string, the caller's to free; never NULL */
const char *text_get(const struct text *text); /* the string, lent; "" when empty */

/* Decodes one character at `bytes` (n > 0 of them). Returns how many bytes it took; what is not
 * UTF-8 gives U+FFFD and 1. */
size_t utf8_decode(const char *bytes, size_t n, uint32_t *character);
size_t utf8_encode(uint32_t character, char out[4]);
/* Columns on a terminal: 0 for combining marks, 2 for wide characters, 1 otherwise. Knows East
 * Asian widths without the help of the locale. */
int char_width(uint32_t character);
int text_width(const char *string);

/* The name in `names` (n of them) nearest to `word`, or NULL if none is near: for "did you mean".
 */
const char *text_nearest(const char *word, const char *const *names, size_t n);

#endif
