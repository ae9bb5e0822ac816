/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Spins until a flag is raised, then reads what was written before it.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_bool is_ready;
static int data;

static void *make(void *arg)
{
    data = 7;
    atomic_store_explicit(&is_ready, 1, memory_order_release);
    return arg;
}

static void *use(void *arg)
{
    while (!atomic_load_explicit(&is_ready, memory_order_acquire))
        ;
    assert(data == 7);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, use, NULL);
    pthread_create(&t[1], NULL, make, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
