/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shared by the files that read a page (lesson_parse.c: lines, front matter and fences;
 * lesson_act.c: what may stand in an act). Nobody else includes it.
 */
#ifndef CORE_LESSON_LESSON_PAGE_H
#define CORE_LESSON_LESSON_PAGE_H

#include "core/base/text.h"
#include "core/lesson/lesson.h"

#define PAGE_ACTS       500u /* on one page */
#define PAGE_WORDS      64u  /* in one info string */
#define PAGE_PARAMETERS 16u

/* A line of the page without its end. Lent from the page's bytes. */
struct line {
    const char *at;
    size_t n;
    int number; /* from 1 */
};

struct page {
    const char *path;
    struct lesson *lesson; /* as far as it has been read */
    size_t act_count;
    struct err *err;
};

/* Sets "path:line: ..." and returns -1. */
int page_fail(const struct page *page, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* For "%.*s": how many bytes of a string of the page an error message shows. */
int page_shown(const char *text);

struct line line_trim(struct line line); /* without blanks at both ends */
char *line_copy(struct line line);
/* Splits "key: value" into trimmed copies. False, and nothing is given, if it is not of that form.
 */
bool line_key(struct line line, struct lesson_key *out);

/* Splits the info string behind the act's name into block->words. */
int act_words(struct page *page, struct block *block, struct line info);
/* Reads the body of an act and holds it to its rules. */
int act_read(struct page *page, struct block *block, const struct line *lines, size_t count);
/* The same for the acts that are read as text (lesson_ask.c). */
int act_read_predict(struct page *page, struct block *act, const struct line *lines, size_t count);
int act_read_notes(struct page *page, struct block *act, const struct line *lines, size_t count);

/* Checks a `param NAME: default min max text` of the front matter. */
int parameter_check(const struct page *page, const struct lesson_key *key);

#endif
