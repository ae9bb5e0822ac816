/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads enter R times each by Peterson's algorithm: peterson R
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_int wants[2], turn;
static int counter;
static long rounds;

static void *enter(void *arg)
{
    long me = (long)arg, other = 1 - me;
    for (long i = 0; i < rounds; i++) {
        atomic_store(&wants[me], 1);
        atomic_store(&turn, (int)other);
        while (atomic_load(&wants[other]) && atomic_load(&turn) == other)
            ;
        counter++;
        atomic_store(&wants[me], 0);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t[2];
    rounds = argc > 1 ? atol(argv[1]) : 3;
    for (long i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, enter, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(counter == 2 * rounds);
}
