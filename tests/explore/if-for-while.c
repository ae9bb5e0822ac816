/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Woken, but the item is gone: another consumer came between the signal and the lock.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 1
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t added = PTHREAD_COND_INITIALIZER;
static int items;

static void *take(void *arg)
{
    pthread_mutex_lock(&lock);
    if (items == 0)
        pthread_cond_wait(&added, &lock);
    assert(items > 0); /* CLAIM */
    items--;
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *put(void *arg)
{
    for (int i = 0; i < 2; i++) {
        pthread_mutex_lock(&lock);
        items++;
        pthread_cond_signal(&added);
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int main(void)
{
    pthread_t t[3];
    pthread_create(&t[0], NULL, take, NULL);
    pthread_create(&t[1], NULL, take, NULL);
    pthread_create(&t[2], NULL, put, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
}
