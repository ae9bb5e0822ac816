/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * if.c with a while: who wakes up looks again.
 *
 *     cc -g -pthread while.c -o while && ./while
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

#define TAKERS 2

static long on_shelf; /* touch it only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t something = PTHREAD_COND_INITIALIZER;

static void *takes(void *argument)
{
    pthread_mutex_lock(&lock);
    while (on_shelf == 0)
        pthread_cond_wait(&something, &lock);
    on_shelf--;
    assert(on_shelf >= 0);
    pthread_mutex_unlock(&lock);
    return argument;
}

static void *adds(void *argument)
{
    for (int i = 0; i < TAKERS; i++) {
        pthread_mutex_lock(&lock);
        on_shelf++;
        pthread_cond_signal(&something);
        pthread_mutex_unlock(&lock);
    }
    return argument;
}

int main(void)
{
    pthread_t thread[TAKERS + 1];
    for (int i = 0; i <= TAKERS; i++) {
        if (pthread_create(&thread[i], NULL, i < TAKERS ? takes : adds, NULL) != 0) {
            fprintf(stderr, "while: cannot create a thread\n");
            return 1;
        }
    }
    for (int i = 0; i <= TAKERS; i++)
        pthread_join(thread[i], NULL);
    printf("%ld left\n", on_shelf);
    return 0;
}
