/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * It is known before it is: who comes meanwhile takes a value that is not there.
 */
#include <stdbool.h>

#include "server.h"

static bool is_known[MOST_NAMES];
static long values[MOST_NAMES];

long lookup(int name)
{
    if (!is_known[name]) {
        is_known[name] = true;
        values[name] = ask(name);
    }
    return values[name];
}
