/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads draw the same ticket: both are let in, or one is never called.
 *
 * verdict: failed
 * failure: livelock at SPIN preemptions 1
 * failure: assertion at CLAIM preemptions 2
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int next_ticket, now_serving, inside;

static void *enter(void *arg)
{
    int mine = atomic_load(&next_ticket);
    atomic_store(&next_ticket, mine + 1);
    while (atomic_load(&now_serving) != mine) /* SPIN */
        ;
    int others = atomic_fetch_add(&inside, 1);
    assert(others == 0); /* CLAIM */
    atomic_fetch_sub(&inside, 1);
    atomic_fetch_add(&now_serving, 1);
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
