/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same, but it asks first, and what it waits for never comes: no signal is to blame.
 *
 * verdict: failed
 * failure: deadlock at WAIT preemptions 0
 * text: all threads wait for ever
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int done;

static void *signal_it(void *arg)
{
    pthread_mutex_lock(&lock);
    done++;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, signal_it, NULL);
    pthread_join(t, NULL);
    pthread_mutex_lock(&lock);
    while (done < 2)
        pthread_cond_wait(&changed, &lock); /* WAIT */
    pthread_mutex_unlock(&lock);
}
