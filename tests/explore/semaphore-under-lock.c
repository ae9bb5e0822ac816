/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Waits for an item with the lock held that the producer needs.
 *
 * verdict: failed
 * failure: deadlock at WAIT or LOCK or JOIN preemptions 0
 */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t items;

static void *take(void *arg)
{
    pthread_mutex_lock(&lock);
    sem_wait(&items); /* WAIT */
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *put(void *arg)
{
    pthread_mutex_lock(&lock); /* LOCK */
    sem_post(&items);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    sem_init(&items, 0, 0);
    pthread_create(&t[0], NULL, take, NULL);
    pthread_create(&t[1], NULL, put, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL); /* JOIN */
}
