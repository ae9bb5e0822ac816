/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads that add once to one number in one step: N! orders.
 *
 * case: two threads
 * args: 2
 * verdict: proved
 * distinct: 2
 * case: three threads
 * args: 3
 * verdict: proved
 * distinct: 6
 * case: four threads
 * args: 4
 * verdict: proved
 * distinct: 24
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_int counter;

static void *add(void *arg)
{
    atomic_fetch_add(&counter, 1);
    return arg;
}

int main(int argc, char **argv)
{
    int threads = argc > 1 ? atoi(argv[1]) : 2;
    pthread_t t[8];
    for (int i = 0; i < threads; i++)
        pthread_create(&t[i], NULL, add, NULL);
    for (int i = 0; i < threads; i++)
        pthread_join(t[i], NULL);
    assert(counter == threads);
}
