/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Looks once more behind the await: the second question is on its way already.
 */
#include <stdbool.h>

#include "server.h"

static bool is_known[MOST_NAMES];
static long values[MOST_NAMES];

long lookup(int name)
{
    if (!is_known[name]) {
        long value = ask(name);
        if (!is_known[name]) {
            values[name] = value;
            is_known[name] = true;
        }
    }
    return values[name];
}
