/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A grid of cells: what a screen shows, before any terminal. Everything that draws draws here; one
 * file (screen.c) puts it on a terminal, the golden tests print it as text.
 *
 * A cell has a character, up to two combining marks, and a style by meaning ("title", "T1"), never
 * a colour: what a style looks like is the theme's (style.h).
 */
#ifndef UI_DRAW_CANVAS_H
#define UI_DRAW_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/text.h"
#include "ui/draw/style.h"

struct cell {
    uint32_t character; /* 0: the right half of a wide one */
    uint32_t marks[2];
    uint8_t style; /* enum style */
    uint8_t flags; /* CELL_* */
};

#define CELL_REVERSE 0x1u
#define CELL_BOLD    0x2u
#define CELL_UNDER   0x4u
#define CELL_DIM     0x8u

struct canvas {
    int width, height;
    struct cell *cells;
    int cursor_x, cursor_y; /* where the terminal's cursor stands; -1: hidden */
    bool is_ascii;          /* lines and marks in ASCII only */
};

/* A part of a canvas; drawing outside it is cut. */
struct box {
    int x, y, width, height;
};

void canvas_resize(struct canvas *canvas, int width, int height); /* and clears it */
void canvas_release(struct canvas *canvas);
void canvas_clear(struct canvas *canvas);

/* Puts `text` (UTF-8) on row y of the box from column x on; returns the column behind it. What does
 * not fit is cut; a wide character is never halved. Control characters show as '?'. */
int canvas_put(struct canvas *canvas, struct box box, int x, int y, unsigned style,
               const char *text);
/* style | CELL flags << 8, so that one number says both. */
#define WITH(style, flags) ((unsigned)(style) | (unsigned)(flags) << 8)
/* The same, and "..." at the end if it had to be cut at `columns`. */
int canvas_put_cut(struct canvas *canvas, struct box box, int x, int y, int columns, unsigned style,
                   const char *text);
void canvas_fill(struct canvas *canvas, struct box box, unsigned style, uint32_t character);
/* A rule: a line across row y with a title on it. */
void canvas_rule(struct canvas *canvas, struct box box, int y, unsigned style, const char *title);
/* A bar `columns` wide of which `share` (0 to 1) is full, in eighths of a column. */
int canvas_bar(struct canvas *canvas, struct box box, int x, int y, int columns, unsigned style,
               double share);

/* The canvas as text, a line a row, trailing blanks cut. With styles: each row is followed by a row
 * of letters, one a cell, and a legend at the end. */
void canvas_dump(const struct canvas *canvas, struct text *out, bool with_styles);

#endif
