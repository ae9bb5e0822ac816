/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * one.c with a condition for each reason to wait. So a signal goes to somebody who waits for just
 * that.
 *
 *     cc -g -pthread two.c -o two && ./two
 */
#include <pthread.h>
#include <stdio.h>

#define ROOM 1

static long on_shelf; /* touch it only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t something = PTHREAD_COND_INITIALIZER;
static pthread_cond_t room = PTHREAD_COND_INITIALIZER;

static void *takes(void *argument)
{
    pthread_mutex_lock(&lock);
    while (on_shelf == 0)
        pthread_cond_wait(&something, &lock);
    on_shelf--;
    pthread_cond_signal(&room);
    pthread_mutex_unlock(&lock);
    return argument;
}

static void *adds(void *argument)
{
    pthread_mutex_lock(&lock);
    while (on_shelf == ROOM)
        pthread_cond_wait(&room, &lock);
    on_shelf++;
    pthread_cond_signal(&something);
    pthread_mutex_unlock(&lock);
    return argument;
}

int main(void)
{
    pthread_t thread[4];
    for (int i = 0; i < 4; i++) {
        if (pthread_create(&thread[i], NULL, i < 2 ? takes : adds, NULL) != 0) {
            fprintf(stderr, "two: cannot create a thread\n");
            return 1;
        }
    }
    for (int i = 0; i < 4; i++)
        pthread_join(thread[i], NULL);
    printf("%ld left\n", on_shelf);
    return 0;
}
