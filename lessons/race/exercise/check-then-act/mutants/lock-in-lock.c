/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * A lock around both, which lock the same one again inside.
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
    pthread_mutex_lock(&lock);
    bool is_free = !is_taken(name);
    if (is_free)
        take(name);
    pthread_mutex_unlock(&lock);
    return is_free;
}
