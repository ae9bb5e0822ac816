/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Styles by meaning, one row each: X(NAME, letter, colour256, colour8, "attributes").
 *
 * Colour is never the only sign: lanes also have names and marks, states words, wrong values a '!'.
 * Colours are chosen to be readable on dark and light backgrounds (contrast of 4.5 to 1 on both, so
 * mid tones; the terminal's own foreground for running text). -1: the terminal's own. The letter is
 * for golden screens. Attributes: b bold, d dim, u underlined, r reverse, by which the style shows
 * where there is no colour.
 */
#ifndef UI_STYLE_H
#define UI_STYLE_H

/* clang-format off */
#define STYLES(X) \
    X(TEXT,     '.', -1,  -1, "") \
    X(TITLE,    't', -1,  -1, "b") \
    X(FRAME,    'f', 245, -1, "d") \
    X(DIM,      'd', 245, -1, "d") \
    X(CODE,     'c', -1,  -1, "") \
    X(KEY,      'k', 32,   6, "b") \
    X(GOOD,     'g', 34,   2, "b") \
    X(BAD,      'x', 160,  1, "b") \
    X(WARN,     'w', 166,  3, "b") \
    X(LANE0,    '0', -1,  -1, "b") \
    X(LANE1,    '1', 32,   4, "b") \
    X(LANE2,    '2', 166,  3, "b") \
    X(LANE3,    '3', 133,  5, "b") \
    X(LANE4,    '4', 35,   2, "b") \
    X(LANE5,    '5', 167,  1, "b") \
    X(LANE6,    '6', 37,   6, "b") \
    X(BLOCKED,  'B', 160,  1, "") \
    X(RUNNING,  'R', 34,   2, "b") \
    X(PAST,     'P', 133,  5, "r") \
    X(BAR,      'b', 32,   4, "") \
    X(SELECT,   's', -1,  -1, "r") \
    X(HEAD,     'h', -1,  -1, "r")
/* clang-format on */

enum style {
#define X(name, letter, colour256, colour8, attributes) STYLE_##name,
    STYLES(X)
#undef X
        STYLE_COUNT
};

/* The style of lane number n of a trace (lane 1 is main). */
static inline enum style style_of_lane(unsigned lane)
{
    return lane <= 1 ? STYLE_LANE0 : (enum style)(STYLE_LANE1 + (lane - 2) % 6);
}

#endif
