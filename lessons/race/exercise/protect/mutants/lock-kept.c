/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * The lock is never given back.
 */
#include <pthread.h>

#include "count.h"

static long counted;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void count_jobs(long times)
{
    for (long i = 0; i < times; i++) {
        do_job();
        pthread_mutex_lock(&lock);
        counted++;
    }
}

long jobs_counted(void)
{
    return counted;
}
