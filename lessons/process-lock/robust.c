/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same with a robust lock: the next one gets it, and is told that its owner has died.
 *
 *     cc -g -pthread robust.c -o robust && ./robust
 */
#include <assert.h>
#include <errno.h>
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

/* Takes the lock; after an owner's death also puts right what may be half done. */
static void lock(void)
{
    if (pthread_mutex_lock(&shared->lock) != EOWNERDEAD)
        return;
    printf("the owner has died: given %d, taken %d\n", shared->given, shared->taken);
    shared->taken = shared->given;
    pthread_mutex_consistent(&shared->lock); /* from now on it is a lock as before */
}

int main(void)
{
    shared = shared_memory(sizeof(*shared));
    shared_lock(&shared->lock, PTHREAD_MUTEX_DEFAULT, PTHREAD_MUTEX_ROBUST);
    start(1, child);
    wait_for_all();
    for (int i = 0; i < 2; i++) {
        lock();
        printf("given %d, taken %d\n", shared->given, shared->taken);
        assert(shared->given == shared->taken);
        pthread_mutex_unlock(&shared->lock);
    }
    return 0;
}
