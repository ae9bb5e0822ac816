/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two who take turns: one byte goes to and fro between them, through two pipes, and whoever has not
 * got it sleeps. On one core each hand-over is a switch.
 */
#ifndef TOKEN_H
#define TOKEN_H

#include "measure.h"

struct pair {
    int pipe[2][2]; /* [0] from the first to the second, [1] back; in each, [0] is to read from */
    long turns, rounds; /* of each; of work in a turn */
    double took[2];     /* us that each has been on a core */
};

static inline void pair_open(struct pair *pair, long turns, long rounds)
{
    pair->turns = turns;
    pair->rounds = rounds;
    if (pipe(pair->pipe[0]) < 0 || pipe(pair->pipe[1]) < 0) {
        perror("pipe");
        exit(1);
    }
}

static inline void pair_close(struct pair *pair)
{
    for (int i = 0; i < 4; i++)
        close(pair->pipe[i / 2][i % 2]);
}

static inline void give(struct pair *pair, int from)
{
    char byte = 1;
    if (write(pair->pipe[from][1], &byte, 1) != 1)
        perror("write");
}

static inline void get(struct pair *pair, int from)
{
    char byte;
    if (read(pair->pipe[from][0], &byte, 1) != 1)
        perror("read");
}

/* What the first does, and what the second does. */
static inline void first(struct pair *pair)
{
    double began = core_us();
    for (long i = 0; i < pair->turns; i++) {
        work(pair->rounds);
        give(pair, 0);
        get(pair, 1);
    }
    pair->took[0] = core_us() - began;
}

static inline void *second(void *argument)
{
    struct pair *pair = argument;
    for (long i = 0; i < pair->turns; i++) {
        get(pair, 0);
        work(pair->rounds);
        give(pair, 1);
    }
    pair->took[1] = core_us(); /* all that it has done */
    return NULL;
}

#endif
