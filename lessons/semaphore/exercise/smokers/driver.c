/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An agent, which is main, and three smokers. Frozen: this is what the check runs.
 *
 * cc -g -pthread driver.c smokers.c -o smokers && ./smokers 1000
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "table.h"

static sem_t has_smoked;   /* the agent goes on */
static atomic_int lacking; /* what does not lie on the table */
static int rounds = 1;

void smoke(int own)
{
    assert(own == atomic_load(&lacking));
    sem_post(&has_smoked);
}

static void *live(void *argument)
{
    for (int i = 0; i < rounds; i++)
        smoke_once((int)(long)argument);
    return NULL;
}

int main(int argc, char **argv)
{
    rounds = argc > 1 ? atoi(argv[1]) : 1000; /* times that each of them smokes */
    pthread_t thread[THINGS];
    if (rounds < 1 || sem_init(&has_smoked, 0, 0) != 0)
        return 2;

    for (long own = 0; own < THINGS; own++)
        if (pthread_create(&thread[own], NULL, live, (void *)own) != 0)
            return 1;
    for (int i = 0; i < THINGS * rounds; i++) {
        int missing = i % THINGS;
        atomic_store(&lacking, missing);
        lay((missing + 1) % THINGS);
        lay((missing + 2) % THINGS);
        sem_wait(&has_smoked);
    }
    for (int own = 0; own < THINGS; own++)
        pthread_join(thread[own], NULL);
    sem_destroy(&has_smoked);
    printf("all have smoked\n");
    return 0;
}
