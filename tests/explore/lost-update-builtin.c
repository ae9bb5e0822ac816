/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cure of lost-update by the compiler's own atomics, in each size.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static char small;
static short medium;
static int counter;
static long large;

static void *add(void *arg)
{
    __atomic_fetch_add(&small, 1, __ATOMIC_SEQ_CST);
    __sync_fetch_and_add(&medium, 1);
    __atomic_add_fetch(&counter, 1, __ATOMIC_RELAXED);
    __sync_add_and_fetch(&large, 1);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, add, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(small == 2 && medium == 2 && counter == 2 && large == 2);
}
