/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Describes a code, in a buffer that is there all the time.
 */
#include "describe.h"

static char text[3];

const char *describe(int code)
{
    text[0] = letter_of(code);
    text[1] = '!';
    text[2] = '\0';
    return text;
}
