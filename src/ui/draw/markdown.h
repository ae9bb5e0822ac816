/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The part of Markdown that a lesson's prose needs, as rich text: headings, paragraphs, `code`,
 * *emphasis*, **strong**, links, lists, quotes, fenced code, rules. What it does not know it shows
 * as it is written.
 */
#ifndef UI_DRAW_MARKDOWN_H
#define UI_DRAW_MARKDOWN_H

#include "ui/draw/wrap.h"

/* Adds `markdown`, wrapped at `columns`, with no blank line before or after it. */
void markdown_render(struct rich *out, const char *markdown, int columns, bool is_ascii);
/* Adds one paragraph of inline Markdown behind `lead`. */
void markdown_paragraph(struct rich *out, const char *text, size_t n, int columns, unsigned style,
                        unsigned lead_style, const char *lead);
/* Whether the end of a line is a blank once the next one stands behind it: `before` is the end of
 * the one, `after` the beginning of the other. Between two characters of Chinese or Japanese, and
 * at their punctuation, it is nothing. */
bool markdown_is_blank_between(const char *before, size_t n, const char *after, size_t n_after);

#endif
