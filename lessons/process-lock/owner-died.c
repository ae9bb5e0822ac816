/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A process dies while it has the lock. Then the next one wants it.
 *
 *     cc -g -pthread owner-died.c -o owner-died && ./owner-died      (Ctrl-C ends it)
 */
#include <signal.h>

#include "shared.h"

static struct {
    pthread_mutex_t lock;
    int given, taken; /* always equal when nobody has the lock */
} * shared;

static int child(int i)
{
    (void)i;
    pthread_mutex_lock(&shared->lock);
    shared->given++;
    raise(SIGKILL); /* as if somebody had ended it */
    shared->taken++;
    pthread_mutex_unlock(&shared->lock);
    return 0;
}

int main(void)
{
    shared = shared_memory(sizeof(*shared));
    shared_lock(&shared->lock, PTHREAD_MUTEX_DEFAULT, PTHREAD_MUTEX_STALLED);
    start(1, child);
    wait_for_all();
    printf("the child is dead\n");
    pthread_mutex_lock(&shared->lock);
    printf("given %d, taken %d\n", shared->given, shared->taken);
    pthread_mutex_unlock(&shared->lock);
    return 0;
}
