/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One waiter, one signal, and `if`: right as long as nobody is woken without cause.
 *
 * case: as it is
 * verdict: proved
 * case: woken without cause
 * options: --spurious
 * verdict: failed
 * failure: assertion at CLAIM preemptions 0
 * wakeups: 1
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool is_ready;

static void *wait_for_it(void *arg)
{
    pthread_mutex_lock(&lock);
    if (!is_ready)
        pthread_cond_wait(&changed, &lock);
    assert(is_ready); /* CLAIM */
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *make_ready(void *arg)
{
    pthread_mutex_lock(&lock);
    is_ready = true;
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
        pthread_join(t[i], NULL);
}
