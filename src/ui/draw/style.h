/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Styles by meaning, one row each: X(NAME, letter, colour256, colour8, "attributes").
 *
 * Colour is never the only sign: lanes also have names and marks, states words, wrong values a '!'.
 * The colours of 256 are mid tones with a contrast of at least 4 to 1 on black and on white alike
 * (there is none with 4.5 on both in every hue), and running text keeps the terminal's own
 * foreground. -1: the terminal's own. The letter is for golden screens. Attributes: b bold, d dim,
 * u underlined, r reverse, by which the style shows where it has no colour.
 */
#ifndef UI_DRAW_STYLE_H
#define UI_DRAW_STYLE_H

/* clang-format off */
#define STYLES(X) \
    X(TEXT,     '.', -1,  -1, "") \
    X(TITLE,    't', -1,  -1, "b") \
    X(FRAME,    'f', 243, -1, "d") \
    X(DIM,      'd', 243, -1, "d") \
    X(CODE,     'c', 30,   6, "b") \
    X(KEY,      'k', 31,   6, "b") \
    X(GOOD,     'g', 28,   2, "b") \
    X(BAD,      'x', 161,  1, "b") \
    X(WARN,     'w', 130,  3, "b") \
    X(LANE0,    '0', -1,  -1, "b") \
    X(LANE1,    '1', 31,   4, "b") \
    X(LANE2,    '2', 130,  3, "b") \
    X(LANE3,    '3', 133,  5, "b") \
    X(LANE4,    '4', 64,   2, "b") \
    X(LANE5,    '5', 98,   5, "b") \
    X(LANE6,    '6', 29,   6, "b") \
    X(BLOCKED,  'B', 161,  1, "") \
    X(RUNNING,  'R', 28,   2, "b") \
    X(PAST,     'P', 133,  5, "r") \
    X(BAR,      'b', 31,   4, "") \
    X(SELECT,   's', -1,  -1, "r") \
    X(HEAD,     'h', -1,  -1, "r")
/* clang-format on */

enum style {
#define X(name, letter, colour256, colour8, attributes) STYLE_##name,
    STYLES(X)
#undef X
        STYLE_COUNT
};

/* What a style looks like. */
struct style_look {
    char letter;
    short colour256, colour8; /* -1: the terminal's own foreground */
    const char *attributes;
};

const struct style_look *style_look(enum style style);

/* The style of lane number n of a trace (lane 1 is main). */
static inline enum style style_of_lane(unsigned lane)
{
    return lane <= 1 ? STYLE_LANE0 : (enum style)(STYLE_LANE1 + (lane - 2) % 6);
}

#endif
