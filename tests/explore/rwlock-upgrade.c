/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Holds the lock for reading and wants it for writing: it waits for itself.
 *
 * verdict: failed
 * failure: deadlock at UPGRADE or JOIN preemptions 0
 */
#include <pthread.h>
#include <stddef.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static void *upgrade(void *arg)
{
    pthread_rwlock_rdlock(&lock);
    pthread_rwlock_wrlock(&lock); /* UPGRADE */
    pthread_rwlock_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, upgrade, NULL);
    pthread_join(t, NULL); /* JOIN */
}
