/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A mutex is destroyed before the thread that uses it has ended: only some schedules notice.
 *
 * verdict: failed
 * failure: misuse at LOCK preemptions 0
 * failure: misuse at DESTROY preemptions 2
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock;

static void *use(void *arg)
{
    pthread_mutex_lock(&lock); /* LOCK */
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_mutex_init(&lock, NULL);
    pthread_create(&t, NULL, use, NULL);
    pthread_mutex_destroy(&lock); /* DESTROY */
    pthread_join(t, NULL);
}
