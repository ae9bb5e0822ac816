/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ring, but the cell is published before it is filled.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 1
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int cell[2], head;

static void *put(void *arg)
{
    for (int i = 0; i < 2; i++) {
        atomic_store(&head, i + 1);
        atomic_store(&cell[i], i + 1);
    }
    return arg;
}

static void *take(void *arg)
{
    int n = atomic_load(&head);
    for (int i = 0; i < n; i++)
        assert(atomic_load(&cell[i]) == i + 1); /* CLAIM */
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, put, NULL);
    pthread_create(&t[1], NULL, take, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
