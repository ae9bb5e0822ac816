/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The figures of an act that can stand side by side: a closed set, one row each in figure.c. What
 * `compare` shows (its key `show:`), on the screen, as text and as JSON, is read from it.
 */
#ifndef CORE_LESSON_FIGURE_H
#define CORE_LESSON_FIGURE_H

#include "core/lesson/act.h"

/* In the order of their columns. */
enum figure {
    FIGURE_LOSS,
    FIGURE_VALUES,
    FIGURE_TIME,
    FIGURE_CORES,
    FIGURE_SWITCHES,
    FIGURE_SPANS,
    FIGURE_AT_ONCE,
    FIGURE_ENDS,
    FIGURES,
};

const char *figure_word(enum figure figure);  /* as in `show:` */
const char *figure_title(enum figure figure); /* of its column, to be translated */
/* Does a comparison show it? Without `show:` it shows loss and time. */
bool figure_is_shown(enum figure figure, const struct block *compare);
/* Has it been measured in this act? */
bool figure_is_known(enum figure figure, const struct act_result *result);
/* In words for a cell; "-" where it is not known. */
void figure_put(enum figure figure, const struct act_result *result, struct text *out);
/* As members of a JSON object, each with a comma before it; nothing where it is not known. */
void figure_put_json(enum figure figure, const struct act_result *result, struct text *out);

#endif
