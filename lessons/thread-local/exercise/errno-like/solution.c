/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each thread has a buffer of its own, under the same name.
 */
#include "describe.h"

static _Thread_local char text[3];

const char *describe(int code)
{
    text[0] = letter_of(code);
    text[1] = '!';
    text[2] = '\0';
    return text;
}
