/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Check and act are each under the lock, but between them it is free.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 1
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static int balance = 100;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *withdraw(void *arg)
{
    pthread_mutex_lock(&lock);
    bool is_enough = balance >= 100;
    pthread_mutex_unlock(&lock);
    if (!is_enough)
        return arg;
    pthread_mutex_lock(&lock);
    balance -= 100;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, withdraw, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(balance >= 0); /* CLAIM */
}
