/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each gives back and tries again, three times at most; then it takes both in the order that is the
 * same for all.
 *
 * verdict: proved
 */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static pthread_mutex_t lock[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};

static bool tries(long i)
{
    for (int times = 0; times < 3; times++) {
        pthread_mutex_lock(&lock[i]);
        if (pthread_mutex_trylock(&lock[1 - i]) == 0)
            return true;
        pthread_mutex_unlock(&lock[i]);
    }
    return false;
}

static void *two(void *arg)
{
    if (!tries((long)arg)) {
        pthread_mutex_lock(&lock[0]);
        pthread_mutex_lock(&lock[1]);
    }
    pthread_mutex_unlock(&lock[0]);
    pthread_mutex_unlock(&lock[1]);
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, two, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
