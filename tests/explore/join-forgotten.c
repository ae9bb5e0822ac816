/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * main does not wait: what the thread does may come too late.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 0
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

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
    pthread_detach(t);
    assert(atomic_load(&is_done)); /* CLAIM */
}
