/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Double-checked initialisation done right: the flag is set with release and looked at with
 * acquire.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_bool is_made;
static int value;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *use(void *arg)
{
    if (!atomic_load_explicit(&is_made, memory_order_acquire)) {
        pthread_mutex_lock(&lock);
        if (!atomic_load_explicit(&is_made, memory_order_relaxed)) {
            value = 7;
            atomic_store_explicit(&is_made, 1, memory_order_release);
        }
        pthread_mutex_unlock(&lock);
    }
    assert(value == 7);
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
