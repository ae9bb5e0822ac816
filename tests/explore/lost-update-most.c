/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads add three times each and end at two: the least there is. It takes four
 * preemptions.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 4
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int counter;

static void *add(void *arg)
{
    for (int i = 0; i < 3; i++) {
        int old = atomic_load(&counter);
        atomic_store(&counter, old + 1);
    }
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, add, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(counter > 2); /* CLAIM */
}
