/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pool is told to stop without the lock: its worker goes to sleep just then.
 *
 * verdict: failed
 * failure: deadlock at WAIT or JOIN preemptions 2
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static atomic_bool has_stopped;

static void *work(void *arg)
{
    pthread_mutex_lock(&lock);
    while (!atomic_load(&has_stopped))
        pthread_cond_wait(&changed, &lock); /* WAIT */
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    atomic_store(&has_stopped, 1);
    pthread_cond_signal(&changed);
    pthread_join(t, NULL); /* JOIN */
}
