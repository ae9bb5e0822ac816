/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same way out, with a handler that gives the lock back.
 *
 * verdict: proved
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int used;

static void unlock(void *mutex)
{
    pthread_mutex_unlock(mutex);
}

static void *use(void *arg)
{
    pthread_mutex_lock(&lock);
    pthread_cleanup_push(unlock, &lock);
    if (used++ == 0)
        pthread_exit(arg);
    pthread_cleanup_pop(1);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, use, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
