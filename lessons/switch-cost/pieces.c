/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads take turns on one core. The work is always the same, but it is done in pieces, and
 * after each piece the other one has its turn. Which share of their time on the core is work?
 *
 *     cc -g -pthread pieces.c -o pieces && taskset -c 0 ./pieces 10
 */
#include "token.h"

#include <pthread.h>

/* Rounds of work in a microsecond: of five measurements the one that was disturbed least. */
static double rounds_per_us(void)
{
    double best = 0;
    for (int i = 0; i < 5; i++) {
        double began = core_us();
        work(1000000);
        double rate = 1000000 / (core_us() - began);
        best = rate > best ? rate : best;
    }
    return best;
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: pieces [MILLISECONDS]\n");
        return 2;
    }
    double all = (double)(argc > 1 ? number(argv[1], 1000) : 10) * 1000; /* us of work */
    double rate = rounds_per_us();
    for (long piece = 1000; piece >= 1; piece /= 10) {
        struct pair pair;
        long turns = (long)(all / (double)piece / 2);
        pair_open(&pair, turns, (long)((double)piece * rate));
        pthread_t thread;
        if (pthread_create(&thread, NULL, second, &pair) != 0) {
            fprintf(stderr, "pieces: cannot create a thread\n");
            return 1;
        }
        first(&pair);
        pthread_join(thread, NULL);
        printf("pieces of %ld us: %.1f %%\n", piece,
               100 * (double)(2 * turns * piece) / (pair.took[0] + pair.took[1]));
        pair_close(&pair);
    }
    return 0;
}
