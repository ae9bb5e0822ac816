/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * That somebody asks is written down before the await; who comes meanwhile waits for his answer.
 */
#include <stdbool.h>

#include "server.h"

static bool is_asked[MOST_NAMES], is_known[MOST_NAMES];
static long values[MOST_NAMES];

long lookup(int name)
{
    if (!is_asked[name]) {
        is_asked[name] = true; /* no await since the look */
        values[name] = ask(name);
        is_known[name] = true;
        tell_news();
    }
    while (!is_known[name]) /* the news may be of another name */
        await_news();
    return values[name];
}
