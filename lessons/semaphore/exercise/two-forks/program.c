/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two diners, two forks: a semaphore counts the forks, and each diner takes two, one by one.
 *
 *     cc -g -pthread two-forks.c -o two-forks && ./two-forks
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static sem_t forks;

static void *dine(void *argument)
{
    sem_wait(&forks);
    sem_wait(&forks);
    sem_post(&forks);
    sem_post(&forks);
    return argument;
}

int main(void)
{
    pthread_t first, second;
    if (sem_init(&forks, 0, 2) != 0 || pthread_create(&first, NULL, dine, NULL) != 0 ||
        pthread_create(&second, NULL, dine, NULL) != 0)
        return 1;
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    sem_destroy(&forks);
    printf("both have eaten\n");
    return 0;
}
