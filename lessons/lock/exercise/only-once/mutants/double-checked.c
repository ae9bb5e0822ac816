/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: race
 * The famous double check: the first look is made without the lock.
 */
#include <pthread.h>
#include <stddef.h>

#include "settings.h"

static struct settings *loaded;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

struct settings *settings_get(void)
{
    if (!loaded) {
        pthread_mutex_lock(&lock);
        if (!loaded)
            loaded = settings_load();
        pthread_mutex_unlock(&lock);
    }
    return loaded;
}
