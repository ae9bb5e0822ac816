/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever reads holds the lock, too.
 */
#include <pthread.h>

#include "meter.h"

static long visitors;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void meter_count(void)
{
    pthread_mutex_lock(&lock);
    visitors++;
    pthread_mutex_unlock(&lock);
}

long meter_read(void)
{
    pthread_mutex_lock(&lock);
    long now = visitors;
    pthread_mutex_unlock(&lock);
    return now;
}
