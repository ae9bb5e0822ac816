/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Read under the lock, write under the lock, but not both under one: no data race, and yet
 * wrong.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 1
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static int counter;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *add(void *arg)
{
    pthread_mutex_lock(&lock);
    int old = counter;
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&lock);
    counter = old + 1;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, add, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(counter == 2); /* CLAIM */
}
