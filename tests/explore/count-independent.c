/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads that have nothing in common: there is one schedule, however many they are.
 *
 * case: two threads
 * args: 2
 * verdict: proved
 * distinct: 1
 * case: four threads
 * args: 4
 * verdict: proved
 * distinct: 1
 */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

static int counter[8];

static void *add(void *arg)
{
    int *mine = arg;
    for (int i = 0; i < 3; i++)
        (*mine)++;
    return NULL;
}

int main(int argc, char **argv)
{
    int threads = argc > 1 ? atoi(argv[1]) : 2;
    pthread_t t[8];
    for (int i = 0; i < threads; i++)
        pthread_create(&t[i], NULL, add, &counter[i]);
    for (int i = 0; i < threads; i++) {
        pthread_join(t[i], NULL);
        assert(counter[i] == 3);
    }
}
