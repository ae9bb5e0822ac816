/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each thread has a lock, but each its own: that is none.
 *
 * verdict: failed
 * failure: race at ADD preemptions 0
 * failure: assertion at CLAIM preemptions 1
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static int counter;
static pthread_mutex_t lock[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};

static void *add(void *arg)
{
    pthread_mutex_lock(arg);
    counter++; /* ADD */
    pthread_mutex_unlock(arg);
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, add, &lock[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(counter == 2); /* CLAIM */
}
