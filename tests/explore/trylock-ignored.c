/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether trylock got the lock is not looked at: it is given back by one who never had it.
 *
 * verdict: failed
 * failure: misuse at UNLOCK preemptions 1
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *hold(void *arg)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *try(void *arg)
{
    pthread_mutex_trylock(&lock);
    pthread_mutex_unlock(&lock); /* UNLOCK */
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, hold, NULL);
    pthread_create(&t[1], NULL, try, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
