/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A mutex is given back by a thread that does not hold it.
 *
 * verdict: failed
 * failure: misuse at UNLOCK preemptions 0
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *unlock(void *arg)
{
    pthread_mutex_unlock(&lock); /* UNLOCK */
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_mutex_lock(&lock);
    pthread_create(&t, NULL, unlock, NULL);
    pthread_join(t, NULL);
}
