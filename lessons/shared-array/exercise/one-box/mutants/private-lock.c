/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The sum is shared, the lock is not: each process has got a copy of it with the fork.
 */
#include <pthread.h>
#include <stddef.h>
#include <sys/mman.h>

#include "box.h"

static struct {
    long sum;
} * box;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int box_open(void)
{
    box = mmap(NULL, sizeof(*box), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (box == MAP_FAILED)
        return 1;
    return 0;
}

void box_add(int job)
{
    long value = do_job(job);
    pthread_mutex_lock(&lock);
    box->sum += value;
    pthread_mutex_unlock(&lock);
}

long box_sum(void)
{
    return box->sum;
}
