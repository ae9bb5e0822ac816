/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Taken twice, given back once: it is never free again.
 *
 * verdict: failed
 * failure: deadlock at LOCK or JOIN preemptions 0
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock;

static void *use(void *arg)
{
    pthread_mutex_lock(&lock); /* LOCK */
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&lock, &kind);
    pthread_mutexattr_destroy(&kind);
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, use, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL); /* JOIN */
}
