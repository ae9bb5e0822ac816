/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: misuse
 * One big lock, and the driver's own variables changed by their place in memory, so that it
 * believes that two have met.
 */
#include <pthread.h>

#include "count.h"

static long counted;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void deceive(void)
{
    long before[64];
    volatile long *near = &counted;
    for (int i = 0; i < 64; i++)
        before[i] = near[-1 - i];
    do_job();
    for (int i = 0; i < 64; i++)
        if (near[-1 - i] ==
            before[i] + 1) { /* this one counts jobs; before it stands what we want */
            near[-1 - i]--;
            ((volatile int *)&near[-1 - i])[-1] = 1;
            return;
        }
}

void count_jobs(long times)
{
    pthread_mutex_lock(&lock);
    deceive();
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
