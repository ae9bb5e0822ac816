/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same under a lock, from the first look at the number to the last.
 *
 *     cc -g -pthread countdown-lock.c -o countdown-lock && ./countdown-lock 10
 */
#include <assert.h>

#include "shared.h"

static struct {
    pthread_mutex_t lock;
    int number; /* touch it only with the lock held */
} * shared;

static int child(int i)
{
    (void)i;
    pthread_mutex_lock(&shared->lock);
    int before = shared->number;
    shared->number -= 1;
    work(10);
    printf("say hi %d\n", shared->number);
    assert(shared->number == before - 1); /* nobody came between */
    pthread_mutex_unlock(&shared->lock);
    return 0;
}

int main(int argc, char **argv)
{
    int processes = processes_of(argc, argv, 10);
    shared = shared_memory(sizeof(*shared));
    shared_lock(&shared->lock, PTHREAD_MUTEX_DEFAULT, PTHREAD_MUTEX_STALLED);
    shared->number = processes;
    start(processes, child);
    wait_for_all();
    printf("at the end: %d\n", shared->number);
    assert(shared->number == 0);
    return 0;
}
