/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * The lock is held during the job, too: one works, the others wait.
 */
#include <pthread.h>

#include "count.h"

static long counted;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void count_jobs(long times)
{
    pthread_mutex_lock(&lock);
    for (long i = 0; i < times; i++) {
        do_job();
        counted++;
    }
    pthread_mutex_unlock(&lock);
}

long jobs_counted(void)
{
    return counted;
}
