/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each waits for the other before it posts: nobody begins.
 *
 * verdict: failed
 * failure: deadlock at WAIT_PING or WAIT_PONG or JOIN preemptions 0
 */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static sem_t ping, pong;

static void *say_ping(void *arg)
{
    sem_wait(&pong); /* WAIT_PONG */
    sem_post(&ping);
    return arg;
}

static void *say_pong(void *arg)
{
    sem_wait(&ping); /* WAIT_PING */
    sem_post(&pong);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    sem_init(&ping, 0, 0);
    sem_init(&pong, 0, 0);
    pthread_create(&t[0], NULL, say_ping, NULL);
    pthread_create(&t[1], NULL, say_pong, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL); /* JOIN */
}
