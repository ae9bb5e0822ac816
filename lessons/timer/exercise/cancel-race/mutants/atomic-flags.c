/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Each flag is atomic, but a look at one and a change of the other are two steps.
 */
#include <stdatomic.h>

#include "alarm.h"

static atomic_bool is_cancelled, has_fired;

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
