/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shelf has room for one. Two add, two take away. Whoever must wait, for whatever reason,
 * sleeps on the same condition; each change wakes one sleeper.
 *
 *     cc -g -pthread one.c -o one && ./one
 */
#include <pthread.h>
#include <stdio.h>

#define ROOM 1

static long on_shelf; /* touch it only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void *takes(void *argument)
{
    pthread_mutex_lock(&lock);
    while (on_shelf == 0)
        pthread_cond_wait(&changed, &lock);
    on_shelf--;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return argument;
}

static void *adds(void *argument)
{
    pthread_mutex_lock(&lock);
    while (on_shelf == ROOM)
        pthread_cond_wait(&changed, &lock);
    on_shelf++;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return argument;
}

int main(void)
{
    pthread_t thread[4];
    for (int i = 0; i < 4; i++) {
        if (pthread_create(&thread[i], NULL, i < 2 ? takes : adds, NULL) != 0) {
            fprintf(stderr, "one: cannot create a thread\n");
            return 1;
        }
    }
    for (int i = 0; i < 4; i++)
        pthread_join(thread[i], NULL);
    printf("%ld left\n", on_shelf);
    return 0;
}
