/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The second lock is only tried, and what is held is given back: no deadlock.
 *
 * verdict: proved
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};

static void *two(void *arg)
{
    long i = (long)arg;
    pthread_mutex_lock(&lock[i]);
    if (pthread_mutex_trylock(&lock[1 - i]) == 0)
        pthread_mutex_unlock(&lock[1 - i]);
    pthread_mutex_unlock(&lock[i]);
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
