/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stack by compare-and-exchange: the top is the same again, what lies below it is not.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 1
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

enum { NONE = -1 };

static atomic_int top, below[3] = {1, 2, NONE}, is_held[3];

static int pop(void)
{
    int node = atomic_load(&top);
    for (;;) {
        int next = atomic_load(&below[node]);
        if (atomic_compare_exchange_strong(&top, &node, next))
            break;
    }
    atomic_store(&is_held[node], 1);
    return node;
}

static void push(int node)
{
    atomic_store(&is_held[node], 0);
    int old = atomic_load(&top);
    do
        atomic_store(&below[node], old);
    while (!atomic_compare_exchange_strong(&top, &old, node));
}

static void *one(void *arg)
{
    pop();
    return arg;
}

static void *two(void *arg)
{
    int first = pop();
    pop();
    push(first);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, one, NULL);
    pthread_create(&t[1], NULL, two, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    for (int node = top; node != NONE; node = below[node])
        assert(!is_held[node]); /* CLAIM */
}
