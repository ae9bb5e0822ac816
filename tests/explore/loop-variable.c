/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All threads are given the address of the one loop variable.
 *
 * verdict: failed
 * failure: race at READ or LOOP preemptions 0
 * failure: assertion at CLAIM preemptions 0
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int seen;

static void *work(void *arg)
{
    int id = *(int *)arg; /* READ */
    atomic_fetch_or(&seen, 1 << id);
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    int id;
    for (id = 0; id < 2; id++) /* LOOP */
        pthread_create(&t[id], NULL, work, &id);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(seen == 3); /* CLAIM */
}
