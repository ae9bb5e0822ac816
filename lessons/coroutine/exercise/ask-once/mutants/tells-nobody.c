/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * Those who wait for the answer are not told that it has come.
 */
#include <stdbool.h>

#include "server.h"

static bool is_asked[MOST_NAMES], is_known[MOST_NAMES];
static long values[MOST_NAMES];

long lookup(int name)
{
    if (!is_asked[name]) {
        is_asked[name] = true;
        values[name] = ask(name);
        is_known[name] = true;
    }
    while (!is_known[name])
        await_news();
    return values[name];
}
