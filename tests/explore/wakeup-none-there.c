/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A hundred other conditions were signalled, and nobody waited; this one never is.
 *
 * verdict: failed
 * failure: deadlock at WAIT or JOIN preemptions 0
 * text: all threads wait for ever
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t others[100], changed = PTHREAD_COND_INITIALIZER;

static void *wait_for_it(void *arg)
{
    pthread_mutex_lock(&lock);
    pthread_cond_wait(&changed, &lock); /* WAIT */
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    for (int i = 0; i < 100; i++) {
        pthread_cond_init(&others[i], NULL);
        pthread_cond_signal(&others[i]);
    }
    pthread_t t;
    pthread_create(&t, NULL, wait_for_it, NULL);
    pthread_join(t, NULL); /* JOIN */
}
