/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The look is before the lock, to be quick: it may be out of date in the next moment.
 */
#include <pthread.h>
#include <stdbool.h>

#include "names.h"

static bool taken[MOST_NAMES]; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

bool claim_name(int name)
{
    spell_check(name);
    if (taken[name])
        return false;
    pthread_mutex_lock(&lock);
    taken[name] = true;
    pthread_mutex_unlock(&lock);
    return true;
}
