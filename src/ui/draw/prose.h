/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A task or a hint as text for a terminal or a pipe: paragraphs are wrapped, code is left as it is.
 * The marks of Markdown stay: without styles they say what is code.
 */
#ifndef UI_DRAW_PROSE_H
#define UI_DRAW_PROSE_H

#include "core/base/text.h"

/* Columns of the terminal on standard output, if it is one; up to a width that reads well. */
int prose_columns(void);
/* Adds `markdown`, each line behind `indent`, at most `columns` wide. Ends with a newline. */
void prose_put(struct text *out, const char *markdown, const char *indent, int columns);

/* Adds lines of help or a table as they are; on a terminal, what is wider than that is wrapped. */
void prose_put_lines(struct text *out, const char *lines);

#endif
