/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two readers write: nothing keeps them apart, and without a preemption it is a data race already.
 *
 * verdict: failed
 * failure: race at ADD preemptions 0
 */
#include <pthread.h>
#include <stddef.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int looks;

static void *look(void *arg)
{
    pthread_rwlock_rdlock(&lock);
    looks++; /* ADD */
    pthread_rwlock_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, look, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
