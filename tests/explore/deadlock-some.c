/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads wait for each other for ever while a third works on and ends: still a deadlock.
 *
 * verdict: failed
 * failure: deadlock at SECOND or JOIN preemptions 1
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static pthread_mutex_t lock[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static atomic_int work;

static void *two(void *arg)
{
    long i = (long)arg;
    pthread_mutex_lock(&lock[i]);
    pthread_mutex_lock(&lock[1 - i]); /* SECOND */
    pthread_mutex_unlock(&lock[1 - i]);
    pthread_mutex_unlock(&lock[i]);
    return NULL;
}

static void *other(void *arg)
{
    for (int i = 0; i < 2; i++)
        atomic_fetch_add(&work, 1);
    return arg;
}

int main(void)
{
    pthread_t t[3];
    pthread_create(&t[2], NULL, other, NULL);
    for (long i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, two, (void *)i);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL); /* JOIN */
}
