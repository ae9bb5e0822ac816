/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three passengers, two gates: never three inside.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stddef.h>

static sem_t gates;
static atomic_int inside;

static void *enter(void *arg)
{
    sem_wait(&gates);
    int others = atomic_fetch_add(&inside, 1);
    assert(others < 2);
    atomic_fetch_sub(&inside, 1);
    sem_post(&gates);
    return arg;
}

int main(void)
{
    pthread_t t[3];
    sem_init(&gates, 0, 2);
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, enter, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    sem_destroy(&gates);
}
