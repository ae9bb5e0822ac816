/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three threads add; that two additions are lost needs no more than one preemption.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 1
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int counter;

static void *add(void *arg)
{
    int old = atomic_load(&counter);
    atomic_store(&counter, old + 1);
    return arg;
}

int main(void)
{
    pthread_t t[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, add, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    assert(counter != 1); /* CLAIM */
}
