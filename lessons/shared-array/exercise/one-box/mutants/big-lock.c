/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * The lock is held during the job, too: one works, the others wait.
 */
#include <pthread.h>
#include <stddef.h>
#include <sys/mman.h>

#include "box.h"

static struct {
    pthread_mutex_t lock;
    long sum;
} * box;

int box_open(void)
{
    box = mmap(NULL, sizeof(*box), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (box == MAP_FAILED)
        return 1;
    pthread_mutexattr_t shared;
    pthread_mutexattr_init(&shared);
    pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&box->lock, &shared);
    pthread_mutexattr_destroy(&shared);
    return 0;
}

void box_add(int job)
{
    pthread_mutex_lock(&box->lock);
    box->sum += do_job(job);
    pthread_mutex_unlock(&box->lock);
}

long box_sum(void)
{
    return box->sum;
}
