/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An event between processes: a flag, and a condition on which all wait until it is set.
 *
 *     cc -g -pthread event.c -o event && ./event 4
 */
#include <assert.h>

#include "shared.h"

static struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int is_set, gone; /* touch them only with the lock held */
} * event;

static int child(int i)
{
    pthread_mutex_lock(&event->lock);
    printf("process %d is there\n", i);
    while (!event->is_set)
        pthread_cond_wait(&event->changed, &event->lock);
    event->gone++;
    printf("process %d goes\n", i);
    pthread_mutex_unlock(&event->lock);
    return 0;
}

int main(int argc, char **argv)
{
    int processes = processes_of(argc, argv, 4);
    event = shared_memory(sizeof(*event));
    shared_lock(&event->lock, PTHREAD_MUTEX_DEFAULT, PTHREAD_MUTEX_STALLED);
    shared_condition(&event->changed);
    start(processes, child);

    pthread_mutex_lock(&event->lock);
    printf("green\n");
    assert(event->gone == 0);
    event->is_set = 1;
    pthread_cond_broadcast(&event->changed);
    pthread_mutex_unlock(&event->lock);
    wait_for_all();
    printf("%d of %d have gone\n", event->gone, processes);
    assert(event->gone == processes);
    return 0;
}
