/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Posted before it is written: the other may read too early.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 1
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stddef.h>

static sem_t filled;
static atomic_int item;

static void *make(void *arg)
{
    sem_post(&filled);
    atomic_store(&item, 7);
    return arg;
}

int main(void)
{
    pthread_t t;
    sem_init(&filled, 0, 0);
    pthread_create(&t, NULL, make, NULL);
    sem_wait(&filled);
    assert(atomic_load(&item) == 7); /* CLAIM */
    pthread_join(t, NULL);
}
