/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many schedules there are that differ: threads under one lock, (N * K)! / (K!)^N.
 *
 * case: two threads, two turns
 * args: 2 2
 * verdict: proved
 * distinct: 6
 * case: three threads, one turn
 * args: 3 1
 * verdict: proved
 * distinct: 6
 * case: four threads, one turn
 * args: 4 1
 * verdict: proved
 * distinct: 24
 * case: three threads, two turns
 * args: 3 2
 * verdict: proved
 * distinct: 90
 * case: two threads, six turns
 * args: 2 6
 * verdict: proved
 * distinct: 924
 */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int counter;

static void *add(void *arg)
{
    for (long i = 0; i < (long)arg; i++) {
        pthread_mutex_lock(&lock);
        counter++;
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    int threads = argc > 1 ? atoi(argv[1]) : 2;
    long turns = argc > 2 ? atol(argv[2]) : 1;
    pthread_t t[8];
    for (int i = 0; i < threads; i++)
        pthread_create(&t[i], NULL, add, (void *)turns);
    for (int i = 0; i < threads; i++)
        pthread_join(t[i], NULL);
    assert(counter == threads * (int)turns);
}
