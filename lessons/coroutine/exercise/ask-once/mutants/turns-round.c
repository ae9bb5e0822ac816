/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: livelock
 * Waits without an await: nobody else runs, so nothing will ever change.
 */
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "server.h"

static bool is_asked[MOST_NAMES];
static atomic_bool is_known[MOST_NAMES];
static long values[MOST_NAMES];

long lookup(int name)
{
    if (!is_asked[name]) {
        is_asked[name] = true;
        values[name] = ask(name);
        is_known[name] = true;
    }
    while (!is_known[name])
        sched_yield();
    return values[name];
}
