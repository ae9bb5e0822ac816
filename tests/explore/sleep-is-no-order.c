/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sleep stands where a join should: main wakes and the thread has not yet run.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 0
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

static atomic_bool is_done;

static void *work(void *arg)
{
    atomic_store(&is_done, 1);
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    sleep(1);
    assert(atomic_load(&is_done)); /* CLAIM */
    pthread_join(t, NULL);
}
