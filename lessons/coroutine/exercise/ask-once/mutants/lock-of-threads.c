/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * A mutex held across an await: who waits for it stops the loop, and the owner with it.
 */
#include <pthread.h>
#include <stdbool.h>

#include "server.h"

static bool is_known[MOST_NAMES];
static long values[MOST_NAMES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

long lookup(int name)
{
    pthread_mutex_lock(&lock);
    if (!is_known[name]) {
        values[name] = ask(name);
        is_known[name] = true;
    }
    pthread_mutex_unlock(&lock);
    return values[name];
}
