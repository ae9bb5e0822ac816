/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Counts, but does no jobs.
 */
#include <pthread.h>

#include "count.h"

static long counted;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void count_jobs(long times)
{
    pthread_mutex_lock(&lock);
    counted += times;
    pthread_mutex_unlock(&lock);
}

long jobs_counted(void)
{
    return counted;
}
