/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Does a lesson keep to the rules that its pages and programs show by themselves? What has to be
 * built or run for an answer is asked elsewhere (ui/cmd_lint.c). The rules stand in
 * doc/lessons.md.
 */
#ifndef CORE_LESSON_LINT_H
#define CORE_LESSON_LINT_H

#include "core/lesson/lesson.h"

/* Columns and lines. */
#define LINT_PROSE_COLUMNS   72
#define LINT_LINE_COLUMNS    110 /* any other line of a page, and of a program */
#define LINT_TITLE_COLUMNS   40
#define LINT_SUMMARY_COLUMNS 140
#define LINT_PROGRAM_LINES   120
#define LINT_HEADER_LINES    200

struct complaint {
    char *path;
    int line; /* 0: about all of it */
    char *text;
};

/* Zero is a valid empty one. */
struct lint {
    struct complaint *list;
    size_t count, capacity;
};

void lint_say(struct lint *lint, const char *path, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void lint_release(struct lint *lint);

/* One page: what it has, how wide it is, where its links lead, figures that stand in its prose
 * though they should be measured. */
void lint_page(struct lint *lint, const struct lesson *lesson);
/* A page in another language: the same acts, parameters and place on the path. */
void lint_twin(struct lint *lint, const struct lesson *lesson, const struct lesson *other);
/* The C files of the folder: length, width, a sleep without a word on what it stands for. */
void lint_sources(struct lint *lint, const char *dir);

/* Have a number and a unit on this line (n bytes) been measured somewhere, and pasted? The place of
 * the number, or NULL. Integers that `known` holds (the page's acts, its programs) are none. */
const char *lint_figure(const char *line, size_t n, const char *known);

#endif
