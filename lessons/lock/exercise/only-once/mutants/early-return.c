/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * One way out keeps the lock.
 */
#include <pthread.h>
#include <stddef.h>

#include "settings.h"

static struct settings *loaded;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

struct settings *settings_get(void)
{
    pthread_mutex_lock(&lock);
    if (loaded)
        return loaded;
    loaded = settings_load();
    pthread_mutex_unlock(&lock);
    return loaded;
}
