/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads that always want the core. Each looks at two clocks again and again: when the one on the
 * wall has gone on and its own has not, the core was taken away from it. So it measures its turns.
 *
 *     cc -g -pthread slices.c -o slices && taskset -c 0 ./slices 3 60
 */
#include "busy.h"

#define MOST_TURNS 4000
#define AWAY_MS    0.2 /* less is no turn of another thread's: an interrupt, perhaps */

static long work; /* ms on a core that each thread needs */
static double turns[MOST_THREADS][MOST_TURNS / MOST_THREADS]; /* their lengths in ms */
static int count[MOST_THREADS];

static void *worker(void *argument)
{
    long me = (long)argument;
    double wall = wall_ms(), core = core_ms(), turn_began = core;
    while (core < (double)work) {
        work_a_bit();
        double wall_now = wall_ms(), core_now = core_ms();
        double away = (wall_now - wall) - (core_now - core);
        if (away > AWAY_MS && count[me] < MOST_TURNS / MOST_THREADS) {
            turns[me][count[me]++] = core_now - turn_began;
            turn_began = core_now;
        }
        wall = wall_now;
        core = core_now;
    }
    return NULL;
}

static int by_length(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: slices [THREADS [MILLISECONDS]]\n");
        return 2;
    }
    long threads = number(argc, argv, 1, 3, MOST_THREADS);
    work = number(argc, argv, 2, 60, MOST_MS);

    pthread_t thread[MOST_THREADS];
    for (long i = 0; i < threads; i++)
        start(&thread[i], worker, (void *)i);
    double all[MOST_TURNS];
    int n = 0;
    for (long i = 0; i < threads; i++) {
        pthread_join(thread[i], NULL);
        for (int k = 0; k < count[i]; k++)
            all[n++] = turns[i][k];
    }
    qsort(all, (size_t)n, sizeof(*all), by_length);
    printf("turns that ended because the core was taken away: %d\n", n);
    if (n > 0) {
        printf("shortest turn: %.2f ms\n", all[0]);
        printf("half are shorter than: %.2f ms\n", all[n / 2]);
        printf("longest turn: %.2f ms\n", all[n - 1]);
    }
    return 0;
}
