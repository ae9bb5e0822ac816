/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two wait for their tickets, and a third draws one without waiting, so that one is missing in the
 * end. That the waiting may wake up without cause has nothing to do with it.
 *
 * options: --spurious
 * verdict: failed
 * failure: assertion at CLAIM preemptions 1
 * wakeups: 0
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int tickets;

static void *wait_for_it(void *arg)
{
    pthread_mutex_lock(&lock);
    while (tickets == 0)
        pthread_cond_wait(&changed, &lock);
    tickets--;
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *draw(void *arg)
{
    pthread_mutex_lock(&lock);
    tickets--;
    assert(tickets >= 0); /* CLAIM */
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[3];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, wait_for_it, NULL);
    pthread_create(&t[2], NULL, draw, NULL);
    pthread_mutex_lock(&lock);
    tickets = 3;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
}
