/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The waiter does all right, the other changes and signals without the lock: a lost wake-up.
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
    pthread_mutex_lock(&lock);
    while (!atomic_load(&is_ready))
        pthread_cond_wait(&changed, &lock); /* WAIT */
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *make_ready(void *arg)
{
    atomic_store(&is_ready, 1);
    pthread_cond_signal(&changed);
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
