/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A semaphore that begins at zero. One thread waits for it, *another* posts: the letter is written
 * before it is read, whoever comes first.
 *
 *     cc -g -pthread ready.c -o ready && ./ready
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static long letter; /* written by one, then read by the other */
static sem_t is_written;

static void *writer(void *argument)
{
    letter = 42;
    sem_post(&is_written);
    return argument;
}

static void *reader(void *argument)
{
    sem_wait(&is_written);
    assert(letter == 42);
    return argument;
}

int main(void)
{
    sem_init(&is_written, 0, 0);
    pthread_t one, other;
    if (pthread_create(&one, NULL, reader, NULL) != 0 ||
        pthread_create(&other, NULL, writer, NULL) != 0) {
        fprintf(stderr, "ready: cannot create a thread\n");
        return 1;
    }
    pthread_join(one, NULL);
    pthread_join(other, NULL);
    printf("the letter says %ld\n", letter);
    sem_destroy(&is_written);
    return 0;
}
