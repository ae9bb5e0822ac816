/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads take turns by two semaphores.
 *
 * verdict: proved
 * outcome: "ping\npong\nping\npong\n"
 */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>
#include <stdio.h>

static sem_t ping, pong;

static void *say_ping(void *arg)
{
    for (int i = 0; i < 2; i++) {
        sem_wait(&ping);
        puts("ping");
        sem_post(&pong);
    }
    return arg;
}

static void *say_pong(void *arg)
{
    for (int i = 0; i < 2; i++) {
        sem_wait(&pong);
        puts("pong");
        sem_post(&ping);
    }
    return arg;
}

int main(void)
{
    pthread_t t[2];
    sem_init(&ping, 0, 1);
    sem_init(&pong, 0, 0);
    pthread_create(&t[0], NULL, say_ping, NULL);
    pthread_create(&t[1], NULL, say_pong, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    sem_destroy(&ping);
    sem_destroy(&pong);
}
