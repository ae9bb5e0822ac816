/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opposite order, but a third lock around both: a lock-order checker complains, and is wrong.
 *
 * verdict: proved
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;

static void both(pthread_mutex_t *first, pthread_mutex_t *second)
{
    pthread_mutex_lock(&gate);
    pthread_mutex_lock(first);
    pthread_mutex_lock(second);
    pthread_mutex_unlock(second);
    pthread_mutex_unlock(first);
    pthread_mutex_unlock(&gate);
}

static void *ab(void *arg)
{
    both(&a, &b);
    return arg;
}

static void *ba(void *arg)
{
    both(&b, &a);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, ab, NULL);
    pthread_create(&t[1], NULL, ba, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
