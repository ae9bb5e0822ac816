/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lock of our own that lets its owner in again: a mutex, and a note of who has it. T1 uses it
 * once, T2 once inside the other.
 *
 *     cc -g -pthread whose-lock.c -o whose-lock && ./whose-lock
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static atomic_int owner; /* the number of the thread that has it; 0: nobody */
static int depth;        /* how often its owner has it; only the owner touches this */

static void take(int me)
{
    if (atomic_load(&owner) != me) {
        pthread_mutex_lock(&mutex);
        atomic_store(&owner, me);
    }
    depth++;
}

static void give(void)
{
    if (--depth > 0)
        return;
    pthread_mutex_unlock(&mutex);
    atomic_store(&owner, 0);
}

static void *once(void *argument)
{
    take(1);
    give();
    return argument;
}

static void *twice(void *argument)
{
    take(2);
    take(2);
    give();
    give();
    return argument;
}

int main(void)
{
    pthread_t first, second;
    if (pthread_create(&first, NULL, once, NULL) != 0 ||
        pthread_create(&second, NULL, twice, NULL) != 0)
        return 1;
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    printf("both have had it\n");
    return 0;
}
