/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A semaphore that begins at two lets two in.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 1
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stddef.h>

static sem_t lock;
static atomic_int inside;

static void *enter(void *arg)
{
    sem_wait(&lock);
    int others = atomic_fetch_add(&inside, 1);
    assert(others == 0); /* CLAIM */
    atomic_fetch_sub(&inside, 1);
    sem_post(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    sem_init(&lock, 0, 2);
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, enter, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
