/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A value under a key that has no destructor: the thread takes the only pointer to it to its grave.
 *
 * verdict: failed
 * failure: leak at MADE preemptions 0
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static pthread_key_t key;

static void *work(void *arg)
{
    pthread_setspecific(key, strdup("mine")); /* MADE */
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_key_create(&key, NULL);
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
}
