/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a learner has done, as lines of text: "started race", "predicted race 1 2". A line is its
 * key (what it is about) and perhaps, behind the last blank, a value. People may edit it by hand.
 */
#ifndef CORE_LESSON_FACTS_H
#define CORE_LESSON_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/text.h"

struct fact {
    const char *line; /* with its newline, if it has one */
    size_t size;      /* with it */
};

/* The line at *at, which moves on to the next. */
struct fact facts_next(const char **at);
/* Is there a line that is `key`, or, with `value`, `key` and a number? The last one counts. */
bool facts_have(const char *lines, const char *key, int *value);
/* Puts one line of news into `content`: "started race" once, "predicted race 1 2" in place of an
 * earlier prediction; "-solved race/protect" takes away. */
void facts_merge_line(struct text *content, const char *line, size_t n);
void facts_merge(struct text *content, const struct text *news);

#endif
