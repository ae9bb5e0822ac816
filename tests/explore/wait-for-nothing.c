/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Waits without asking whether it has happened already: a signal that nobody waits for is lost.
 *
 * verdict: failed
 * failure: deadlock at WAIT or JOIN preemptions 0
 * text: a lost wake-up: a thread waits for a signal that was given before
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t happened = PTHREAD_COND_INITIALIZER;

static void *wait_for_it(void *arg)
{
    pthread_mutex_lock(&lock);
    pthread_cond_wait(&happened, &lock); /* WAIT */
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *signal_it(void *arg)
{
    pthread_mutex_lock(&lock);
    pthread_cond_signal(&happened);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, wait_for_it, NULL);
    pthread_create(&t[1], NULL, signal_it, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL); /* JOIN */
}
