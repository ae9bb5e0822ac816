/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * Rings with the lock held: who cancels has to listen to all of it.
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
    if (!is_cancelled) {
        has_fired = true;
        ring();
    }
    pthread_mutex_unlock(&lock);
}

bool alarm_cancel(void)
{
    pthread_mutex_lock(&lock);
    bool in_time = !has_fired;
    is_cancelled = in_time;
    pthread_mutex_unlock(&lock);
    return in_time;
}
