/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks at the other's flag before it raises its own.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 2
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int wants[2], inside;

static void *enter(void *arg)
{
    long me = (long)arg, other = 1 - me;
    while (atomic_load(&wants[other]))
        ;
    atomic_store(&wants[me], 1);
    int others = atomic_fetch_add(&inside, 1);
    assert(others == 0); /* CLAIM */
    atomic_fetch_sub(&inside, 1);
    atomic_store(&wants[me], 0);
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, enter, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
