/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The flag says that somebody loads them; whoever comes next goes away with nothing.
 */
#include <stdatomic.h>
#include <stddef.h>

#include "settings.h"

static struct settings *_Atomic loaded;
static atomic_flag is_begun = ATOMIC_FLAG_INIT;

struct settings *settings_get(void)
{
    if (!atomic_flag_test_and_set(&is_begun))
        loaded = settings_load();
    return loaded;
}
