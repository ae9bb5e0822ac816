/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A semaphore carries what was written before it was posted.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static sem_t filled;
static int item;

static void *make(void *arg)
{
    item = 7;
    sem_post(&filled);
    return arg;
}

int main(void)
{
    pthread_t t;
    sem_init(&filled, 0, 0);
    pthread_create(&t, NULL, make, NULL);
    sem_wait(&filled);
    assert(item == 7);
    pthread_join(t, NULL);
    sem_destroy(&filled);
}
