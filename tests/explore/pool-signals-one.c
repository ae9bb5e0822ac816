/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two workers, and only one of them hears that the pool stops.
 *
 * verdict: failed
 * failure: deadlock at WAIT or JOIN preemptions 1
 */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool has_stopped;

static void *work(void *arg)
{
    pthread_mutex_lock(&lock);
    while (!has_stopped)
        pthread_cond_wait(&changed, &lock); /* WAIT */
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, NULL);
    pthread_mutex_lock(&lock);
    has_stopped = true;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL); /* JOIN */
}
