/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same stack under a lock.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { NONE = -1 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int top, below[3] = {1, 2, NONE};
static bool is_held[3];

static int pop(void)
{
    pthread_mutex_lock(&lock);
    int node = top;
    top = below[node];
    is_held[node] = true;
    pthread_mutex_unlock(&lock);
    return node;
}

static void push(int node)
{
    pthread_mutex_lock(&lock);
    below[node] = top;
    top = node;
    is_held[node] = false;
    pthread_mutex_unlock(&lock);
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
        assert(!is_held[node]);
}
