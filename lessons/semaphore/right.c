/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three passengers, two places, a semaphore. Who is inside is counted, and the count is checked.
 *
 *     cc -g -pthread right.c -o right && ./right
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>

#define PASSENGERS 3
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
    return argument;
}

int main(void)
{
    sem_init(&places, 0, PLACES);
    pthread_t thread[PASSENGERS];
    for (int i = 0; i < PASSENGERS; i++) {
        if (pthread_create(&thread[i], NULL, passenger, NULL) != 0) {
            fprintf(stderr, "right: cannot create a thread\n");
            return 1;
        }
    }
    for (int i = 0; i < PASSENGERS; i++)
        pthread_join(thread[i], NULL);
    printf("never more than %d inside\n", PLACES);
    sem_destroy(&places);
    return 0;
}
