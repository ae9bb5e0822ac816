/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two wait for the end; it is announced without the lock, so one of them may have looked already
 * and not wait yet. That the other is woken helps it nothing.
 *
 * verdict: failed
 * failure: deadlock at WAIT or JOIN preemptions 2
 * text: a lost wake-up: a thread waits for a signal that was given before
 */
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static atomic_int is_over;

static void *work(void *arg)
{
    pthread_mutex_lock(&lock);
    while (!is_over)
        pthread_cond_wait(&changed, &lock); /* WAIT */
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t thread[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&thread[i], NULL, work, NULL);
    is_over = 1;
    pthread_cond_broadcast(&changed);
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL); /* JOIN */
}
