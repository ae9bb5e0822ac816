/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program says by its exit status that it was wrong.
 *
 * verdict: failed
 * failure: exit preemptions 1
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int counter;

static void *add(void *arg)
{
    int old = atomic_load(&counter);
    atomic_store(&counter, old + 1);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, add, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return counter == 2 ? 0 : 1;
}
