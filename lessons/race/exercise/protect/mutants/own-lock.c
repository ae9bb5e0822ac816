/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Each thread has a lock of its own, which keeps nobody out.
 */
#include <pthread.h>

#include "count.h"

static long counted;

void count_jobs(long times)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    for (long i = 0; i < times; i++) {
        do_job();
        pthread_mutex_lock(&lock);
        counted++;
        pthread_mutex_unlock(&lock);
    }
}

long jobs_counted(void)
{
    return counted;
}
