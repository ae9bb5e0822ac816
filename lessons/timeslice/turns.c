/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some threads, each with the same amount of work. When is the first of them done, when the last?
 *
 *     cc -g -pthread turns.c -o turns && taskset -c 0 ./turns 3 30
 */
#include "busy.h"

static long work; /* ms on a core that each thread needs */
static double began, done[MOST_THREADS];

static void *worker(void *argument)
{
    long me = (long)argument;
    printf("thread %ld begins\n", me + 1);
    while (core_ms() < (double)work)
        work_a_bit();
    done[me] = wall_ms() - began;
    printf("thread %ld done\n", me + 1);
    return NULL;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: turns [THREADS [MILLISECONDS]]\n");
        return 2;
    }
    long threads = number(argc, argv, 1, 3, MOST_THREADS);
    work = number(argc, argv, 2, 30, MOST_MS);

    began = wall_ms();
    pthread_t thread[MOST_THREADS];
    for (long i = 0; i < threads; i++)
        start(&thread[i], worker, (void *)i);
    for (long i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);

    double first = done[0], last = done[0];
    for (long i = 1; i < threads; i++) {
        first = done[i] < first ? done[i] : first;
        last = done[i] > last ? done[i] : last;
    }
    printf("first done: %.1f ms\n", first);
    printf("last done: %.1f ms\n", last);
    return 0;
}
