/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same work, divided among more and more threads.
 *
 *     cc -g -pthread tasks.c -o tasks && taskset -c 0 ./tasks 256
 */
#include "measure.h"

#include <pthread.h>

#define MOST_THREADS 1024
#define ROUNDS       100000000L /* of work, for all threads together */

static pthread_barrier_t start; /* opens when all are there: making them is not measured */
static double began[MOST_THREADS], ended[MOST_THREADS];
static long rounds; /* of each thread */

static void *worker(void *argument)
{
    long me = (long)argument;
    pthread_barrier_wait(&start);
    began[me] = wall_us();
    work(rounds);
    ended[me] = wall_us();
    return NULL;
}

/* From the first beginning to the last end, in us. */
static double measure(long threads)
{
    static pthread_t thread[MOST_THREADS];
    rounds = ROUNDS / threads;
    pthread_barrier_init(&start, NULL, (unsigned)threads);
    for (long i = 0; i < threads; i++)
        if (pthread_create(&thread[i], NULL, worker, (void *)i) != 0) {
            fprintf(stderr, "tasks: cannot create a thread\n");
            exit(1);
        }
    double first = 0, last = 0;
    for (long i = 0; i < threads; i++) {
        pthread_join(thread[i], NULL);
        first = i == 0 || began[i] < first ? began[i] : first;
        last = ended[i] > last ? ended[i] : last;
    }
    pthread_barrier_destroy(&start);
    return last - first;
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: tasks [MOST-THREADS]\n");
        return 2;
    }
    long most = argc > 1 ? number(argv[1], MOST_THREADS) : 256;
    for (long threads = 1; threads <= most; threads *= 4)
        printf("%ld thread%s: %.1f ms\n", threads, threads == 1 ? "" : "s", measure(threads) / 1e3);
    return 0;
}
