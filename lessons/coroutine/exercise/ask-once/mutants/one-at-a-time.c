/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * While one name is asked for, nobody may ask for another.
 */
#include <stdbool.h>

#include "server.h"

static bool is_busy; /* a question is on its way, whatever it is */
static bool is_known[MOST_NAMES];
static long values[MOST_NAMES];

long lookup(int name)
{
    while (is_busy)
        await_news();
    if (!is_known[name]) {
        is_busy = true;
        values[name] = ask(name);
        is_known[name] = true;
        is_busy = false;
        tell_news();
    }
    return values[name];
}
