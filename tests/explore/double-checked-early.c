/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The flag is raised before the value is there: the other thread uses what is not yet made.
 *
 * verdict: failed
 * failure: assertion at USE preemptions 1
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_bool is_made;
static atomic_int value;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *use(void *arg)
{
    if (!atomic_load(&is_made)) {
        pthread_mutex_lock(&lock);
        if (!atomic_load(&is_made)) {
            atomic_store(&is_made, 1);
            atomic_store(&value, 7);
        }
        pthread_mutex_unlock(&lock);
    }
    assert(atomic_load(&value) == 7); /* USE */
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, use, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
