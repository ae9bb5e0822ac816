/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * right.c with a passenger who leaves twice: once when he is through, and once more at the exit.
 *
 *     cc -g -pthread twice.c -o twice && ./twice
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>

#define PASSENGERS 4
#define PLACES     2

static sem_t places;
static atomic_int inside;

static void *passenger(void *argument)
{
    sem_wait(&places);
    int now = ++inside;
    assert(now <= PLACES);
    inside--;
    sem_post(&places);
    if (argument)
        sem_post(&places); /* the exit gate posts as well */
    return argument;
}

int main(void)
{
    sem_init(&places, 0, PLACES);
    pthread_t thread[PASSENGERS];
    for (int i = 0; i < PASSENGERS; i++) {
        if (pthread_create(&thread[i], NULL, passenger, i == 0 ? &places : NULL) != 0) {
            fprintf(stderr, "twice: cannot create a thread\n");
            return 1;
        }
    }
    for (int i = 0; i < PASSENGERS; i++)
        pthread_join(thread[i], NULL);
    printf("never more than %d inside\n", PLACES);
    sem_destroy(&places);
    return 0;
}
