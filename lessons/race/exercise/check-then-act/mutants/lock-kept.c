/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * Who comes too late leaves with the lock.
 */
#include <pthread.h>
#include <stdbool.h>

#include "names.h"

static bool taken[MOST_NAMES]; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

bool claim_name(int name)
{
    spell_check(name);
    pthread_mutex_lock(&lock);
    if (taken[name])
        return false;
    taken[name] = true;
    pthread_mutex_unlock(&lock);
    return true;
}
