/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first that a thread does is to detach itself: it is not one that main forgot to join.
 *
 * verdict: proved
 */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static sem_t done;

static void *work(void *arg)
{
    pthread_detach(pthread_self());
    sem_post(&done);
    return arg;
}

int main(void)
{
    pthread_t t;
    sem_init(&done, 0, 0);
    pthread_create(&t, NULL, work, NULL);
    sem_wait(&done);
    sem_destroy(&done);
}
