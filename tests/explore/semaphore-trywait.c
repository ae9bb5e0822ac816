/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It takes one, or there is none: both can be seen.
 *
 * verdict: proved
 * outcome: "took it\n"
 * outcome: "none\n"
 */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>
#include <stdio.h>

static sem_t items;

static void *put(void *arg)
{
    sem_post(&items);
    return arg;
}

static void *take(void *arg)
{
    puts(sem_trywait(&items) == 0 ? "took it" : "none");
    return arg;
}

int main(void)
{
    pthread_t t[2];
    sem_init(&items, 0, 0);
    pthread_create(&t[0], NULL, put, NULL);
    pthread_create(&t[1], NULL, take, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    sem_destroy(&items);
}
