/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Two buffers in turn: which is next is shared as well, and two may get the same.
 */
#include "describe.h"

static char texts[2][3];
static int next;

const char *describe(int code)
{
    char *text = texts[next];
    next = 1 - next;
    text[0] = letter_of(code);
    text[1] = '!';
    text[2] = '\0';
    return text;
}
