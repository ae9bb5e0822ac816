/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A spin lock that tests and sets in two steps.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 2
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int held, inside;

static void *enter(void *arg)
{
    while (atomic_load(&held))
        ;
    atomic_store(&held, 1);
    int others = atomic_fetch_add(&inside, 1);
    assert(others == 0); /* CLAIM */
    atomic_fetch_sub(&inside, 1);
    atomic_store(&held, 0);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, enter, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
