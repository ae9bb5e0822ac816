/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A ring of two cells for one producer and one consumer, without a lock.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static int cell[2];
static atomic_int head, tail;

static void *put(void *arg)
{
    for (int i = 0; i < 2; i++) {
        cell[i] = i + 1;
        atomic_store_explicit(&head, i + 1, memory_order_release);
    }
    return arg;
}

static void *take(void *arg)
{
    int n = atomic_load_explicit(&head, memory_order_acquire);
    for (int i = 0; i < n; i++) {
        assert(cell[i] == i + 1);
        atomic_store_explicit(&tail, i + 1, memory_order_release);
    }
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, put, NULL);
    pthread_create(&t[1], NULL, take, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(tail <= head);
}
