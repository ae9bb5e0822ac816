/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three philosophers, and a semaphore that lets only two of them sit down.
 *
 * verdict: proved
 */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

#define SEATS 3

static pthread_mutex_t fork_at[SEATS];
static sem_t chairs;

static void *dine(void *arg)
{
    long seat = (long)arg;
    sem_wait(&chairs);
    pthread_mutex_lock(&fork_at[seat]);
    pthread_mutex_lock(&fork_at[(seat + 1) % SEATS]);
    pthread_mutex_unlock(&fork_at[(seat + 1) % SEATS]);
    pthread_mutex_unlock(&fork_at[seat]);
    sem_post(&chairs);
    return NULL;
}

int main(void)
{
    pthread_t t[SEATS];
    sem_init(&chairs, 0, SEATS - 1);
    for (int i = 0; i < SEATS; i++)
        pthread_mutex_init(&fork_at[i], NULL);
    for (long i = 0; i < SEATS; i++)
        pthread_create(&t[i], NULL, dine, (void *)i);
    for (int i = 0; i < SEATS; i++)
        pthread_join(t[i], NULL);
    sem_destroy(&chairs);
}
