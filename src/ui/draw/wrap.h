/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rich text: characters with styles, in lines, and its wrapping by columns. Wraps between words,
 * and between any two East Asian characters except where typography forbids it.
 */
#ifndef UI_DRAW_WRAP_H
#define UI_DRAW_WRAP_H

#include "ui/draw/canvas.h"

/* Zero is a valid empty one. Lines end with '\n'. */
struct rich {
    char *bytes;
    uint16_t *styles; /* of each byte: a style, WITH() flags */
    size_t size, capacity;
    int lines; /* finished ones */
};

void rich_put(struct rich *rich, unsigned style, const char *text);
void rich_put_bytes(struct rich *rich, unsigned style, const char *bytes, size_t n);
void rich_release(struct rich *rich);
/* Adds `in` (one paragraph) to `out` in lines of at most `columns`; the first starts with `lead` in
 * `lead_style`, the others are indented as far. Ends with a newline. */
void rich_wrap(struct rich *out, const struct rich *in, int columns, unsigned lead_style,
               const char *lead);
/* One line, of which what is too long goes on below where its text begins, or its last column. */
void rich_wrap_hanging(struct rich *out, const char *line, int columns, unsigned style);
/* The same, not wrapped: each line is cut where it is drawn. */
void rich_draw(struct canvas *canvas, struct box box, const struct rich *rich, int first_line);

#endif
