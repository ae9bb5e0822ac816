/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rings unless it was cancelled, and cannot be cancelled when it has rung.
 */
#include <pthread.h>
#include <stdbool.h>

#include "alarm.h"

static bool is_cancelled, has_fired;

void alarm_set(void)
{
    is_cancelled = has_fired = false;
}

void alarm_over(void)
{
    if (is_cancelled)
        return;
    has_fired = true;
    ring();
}

bool alarm_cancel(void)
{
    if (has_fired)
        return false;
    is_cancelled = true;
    return true;
}
