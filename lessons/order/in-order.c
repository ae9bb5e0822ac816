/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * threads.c, where each thread waits for the end of the one before it. That makes an order.
 *
 *     cc -g -pthread in-order.c -o in-order && ./in-order 3
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_THREADS 9

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* one at a time writes to the list */
static int list[MOST_THREADS], length;
static pthread_t thread[MOST_THREADS + 1]; /* from 1 on */

static void *worker(void *argument)
{
    long me = (long)argument;
    if (me > 1)
        pthread_join(thread[me - 1], NULL);
    pthread_mutex_lock(&lock);
    list[length++] = (int)me;
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(int argc, char **argv)
{
    int threads = argc > 1 ? atoi(argv[1]) : 3;
    if (argc > 2 || threads < 1 || threads > MOST_THREADS) {
        fprintf(stderr, "usage: in-order [THREADS], 1 to %d\n", MOST_THREADS);
        return 2;
    }
    for (long i = 1; i <= threads; i++)
        if (pthread_create(&thread[i], NULL, worker, (void *)i) != 0) {
            fprintf(stderr, "in-order: cannot create a thread\n");
            return 1;
        }
    pthread_join(thread[threads], NULL); /* who has waited for all the others */

    for (int i = 0; i < threads; i++) {
        printf("%d", list[i]);
        assert(list[i] == i + 1);
    }
    printf("\n");
    return 0;
}
