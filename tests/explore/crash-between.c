/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pointer is looked at, then used; between the two another thread takes it away.
 *
 * verdict: failed
 * failure: crash at USE preemptions 1
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static int number = 7;
static int *_Atomic pointer = &number;

static void *use(void *arg)
{
    if (!atomic_load(&pointer))
        return arg;
    int *now = atomic_load(&pointer);
    return *now == 7 ? arg : NULL; /* USE */
}

static void *take_away(void *arg)
{
    atomic_store(&pointer, NULL);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, use, NULL);
    pthread_create(&t[1], NULL, take_away, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
