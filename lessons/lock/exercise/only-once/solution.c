/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * To look and to load are one critical section. pthread_once would do as well.
 */
#include <pthread.h>
#include <stddef.h>

#include "settings.h"

static struct settings *loaded;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

struct settings *settings_get(void)
{
    pthread_mutex_lock(&lock);
    if (!loaded)
        loaded = settings_load();
    struct settings *settings = loaded;
    pthread_mutex_unlock(&lock);
    return settings;
}
