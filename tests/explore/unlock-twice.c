/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A mutex is given back twice: the second time it may be somebody else's.
 *
 * verdict: failed
 * failure: misuse at AGAIN preemptions 0
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *use(void *arg)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    pthread_mutex_unlock(&lock); /* AGAIN */
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, use, NULL);
    pthread_join(t, NULL);
}
