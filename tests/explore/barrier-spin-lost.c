/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A barrier that counts in two steps: an arrival is lost, and all spin for ever.
 *
 * verdict: failed
 * failure: livelock at SPIN preemptions 1
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int arrived;

static void *work(void *arg)
{
    int others = atomic_load(&arrived);
    atomic_store(&arrived, others + 1);
    while (atomic_load(&arrived) < 2) /* SPIN */
        ;
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
