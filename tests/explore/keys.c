/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A key holds a value for each thread, and its destructor runs for each.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static pthread_key_t key;
static atomic_int destroyed;

static void destroy(void *value)
{
    atomic_fetch_add(&destroyed, *(int *)value);
}

static void *work(void *arg)
{
    assert(pthread_getspecific(key) == NULL);
    pthread_setspecific(key, arg);
    assert(pthread_getspecific(key) == arg);
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    int value[2] = {1, 10};
    pthread_key_create(&key, destroy);
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, &value[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    pthread_key_delete(key);
    assert(destroyed == 11);
}
