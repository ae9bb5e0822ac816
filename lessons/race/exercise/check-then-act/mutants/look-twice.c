/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * To look again makes it less likely, not impossible.
 */
#include <pthread.h>
#include <stdbool.h>

#include "names.h"

static bool taken[MOST_NAMES]; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static bool is_taken(int name)
{
    pthread_mutex_lock(&lock);
    bool answer = taken[name];
    pthread_mutex_unlock(&lock);
    return answer;
}

static void take(int name)
{
    pthread_mutex_lock(&lock);
    taken[name] = true;
    pthread_mutex_unlock(&lock);
}

bool claim_name(int name)
{
    spell_check(name);
    if (is_taken(name) || is_taken(name))
        return false;
    take(name);
    return true;
}
