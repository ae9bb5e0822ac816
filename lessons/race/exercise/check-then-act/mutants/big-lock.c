/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * The lock is held during the look at the spelling, too.
 */
#include <pthread.h>
#include <stdbool.h>

#include "names.h"

static bool taken[MOST_NAMES]; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

bool claim_name(int name)
{
    pthread_mutex_lock(&lock);
    spell_check(name);
    bool is_free = !taken[name];
    taken[name] = true;
    pthread_mutex_unlock(&lock);
    return is_free;
}
