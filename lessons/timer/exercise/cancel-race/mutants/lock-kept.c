/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * Returns with the lock held, on both ways: the timer waits for ever.
 */
#include <pthread.h>
#include <stdbool.h>

#include "alarm.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool is_cancelled, has_fired; /* with the lock held */

void alarm_set(void)
{
    is_cancelled = has_fired = false;
}

void alarm_over(void)
{
    pthread_mutex_lock(&lock);
    has_fired = !is_cancelled;
    bool fires = has_fired;
    pthread_mutex_unlock(&lock);
    if (fires)
        ring();
}

bool alarm_cancel(void)
{
    pthread_mutex_lock(&lock);
    if (has_fired)
        return false;
    is_cancelled = true;
    return true;
}
