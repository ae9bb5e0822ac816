/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A way out of the function on which the lock is not given back.
 *
 * verdict: failed
 * failure: deadlock at LOCK or JOIN preemptions 0
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int used;

static void *use(void *arg)
{
    pthread_mutex_lock(&lock); /* LOCK */
    if (used++ == 0)
        return arg;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, use, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL); /* JOIN */
}
