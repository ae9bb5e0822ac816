/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The second lock is tried again and again while the first is held: both try for ever.
 *
 * verdict: failed
 * failure: livelock at TRY preemptions 1
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};

static void *two(void *arg)
{
    long i = (long)arg;
    pthread_mutex_lock(&lock[i]);
    while (pthread_mutex_trylock(&lock[1 - i]) != 0) /* TRY */
        ;
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
