/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ten processes, and a semaphore in shared memory that lets three of them in at a time.
 *
 *     cc -g -pthread semaphore.c -o semaphore && ./semaphore 10
 */
#include <semaphore.h>

#include "shared.h"

#define PLACES 3

static sem_t *places;

static int child(int i)
{
    sem_wait(places);
    printf("process %d is in\n", i);
    work(20);
    printf("process %d leaves\n", i);
    sem_post(places);
    return 0;
}

int main(int argc, char **argv)
{
    int processes = processes_of(argc, argv, 10);
    places = shared_memory(sizeof(*places));
    sem_init(places, 1, PLACES); /* 1: between processes */
    start(processes, child);
    wait_for_all();
    return 0;
}
