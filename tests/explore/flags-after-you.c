/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who finds the other's flag up takes its own down, puts it up again, and looks once more. Nobody
 * enters who is not alone; but in step, both give way for ever.
 *
 * verdict: failed
 * failure: livelock at LOOK preemptions 1
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int wants[2], inside;

static void *enter(void *arg)
{
    long me = (long)arg, other = 1 - me;
    atomic_store(&wants[me], 1);
    while (atomic_load(&wants[other])) { /* LOOK */
        atomic_store(&wants[me], 0);
        atomic_store(&wants[me], 1);
    }
    int others = atomic_fetch_add(&inside, 1);
    assert(others == 0);
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
