/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A semaphore that begins at one is a lock.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static sem_t lock;
static int counter;

static void *add(void *arg)
{
    sem_wait(&lock);
    counter++;
    sem_post(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    sem_init(&lock, 0, 1);
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, add, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    sem_destroy(&lock);
    assert(counter == 2);
}
