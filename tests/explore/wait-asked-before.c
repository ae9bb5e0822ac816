/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks before it has the lock: the signal comes between the question and the waiting.
 *
 * verdict: failed
 * failure: deadlock at WAIT or JOIN preemptions 1
 * text: a lost wake-up: a thread waits for a signal that was given before
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static atomic_bool is_ready;

static void *wait_for_it(void *arg)
{
    if (!atomic_load(&is_ready)) {
        pthread_mutex_lock(&lock);
        pthread_cond_wait(&changed, &lock); /* WAIT */
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

static void *make_ready(void *arg)
{
    atomic_store(&is_ready, 1);
    pthread_mutex_lock(&lock);
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, wait_for_it, NULL);
    pthread_create(&t[1], NULL, make_ready, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL); /* JOIN */
}
