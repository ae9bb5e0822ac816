/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One keeps the lock for ever, and then the other never wakes from its wait. But it could have
 * woken before that, between the two changes, with the lock.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 1
 * failure: deadlock at WAIT or JOIN or LOCK preemptions 0
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int state;

static void *change(void *arg)
{
    pthread_mutex_lock(&lock);
    state = 1;
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&lock);
    state = 2;
    return arg;
}

static void *wait(void *arg)
{
    const struct timespec soon = {1, 0};
    pthread_mutex_lock(&lock); /* LOCK */
    if (state == 0)
        pthread_cond_timedwait(&changed, &lock, &soon); /* WAIT */
    assert(state != 1);                                 /* CLAIM */
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, wait, NULL);
    pthread_create(&b, NULL, change, NULL);
    pthread_join(a, NULL); /* JOIN */
    pthread_join(b, NULL);
}
