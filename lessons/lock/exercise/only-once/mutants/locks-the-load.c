/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Who has seen that there are none waits for the lock, and loads them once more.
 */
#include <pthread.h>
#include <stddef.h>

#include "settings.h"

static struct settings *loaded;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

struct settings *settings_get(void)
{
    pthread_mutex_lock(&lock);
    struct settings *settings = loaded;
    pthread_mutex_unlock(&lock);
    if (!settings) {
        pthread_mutex_lock(&lock);
        settings = loaded = settings_load();
        pthread_mutex_unlock(&lock);
    }
    return settings;
}
