/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three locks in a ring, the last thread takes its two the other way round.
 *
 * verdict: proved
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock[3] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
                                  PTHREAD_MUTEX_INITIALIZER};

static void *two(void *arg)
{
    long i = (long)arg, first = i < 2 ? i : 0, second = i < 2 ? i + 1 : 2;
    pthread_mutex_lock(&lock[first]);
    pthread_mutex_lock(&lock[second]);
    pthread_mutex_unlock(&lock[second]);
    pthread_mutex_unlock(&lock[first]);
    return NULL;
}

int main(void)
{
    pthread_t t[3];
    for (long i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, two, (void *)i);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
}
