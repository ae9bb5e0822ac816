/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever finds no settings loads them.
 */
#include <stddef.h>

#include "settings.h"

static struct settings *loaded;

struct settings *settings_get(void)
{
    if (!loaded)
        loaded = settings_load();
    return loaded;
}
