/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some downloads, one after the other. Their lengths in milliseconds are
 * the arguments.
 *
 *     cc -g -pthread in-turn.c -o in-turn && ./in-turn 200 300
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MOST_DOWNLOADS 8

struct download {
    long number, ms;
};

static void *run(void *argument)
{
    struct download *download = argument;
    printf("download %ld begins\n", download->number);
    struct timespec time = {download->ms / 1000, download->ms % 1000 * 1000000};
    nanosleep(&time, NULL); /* stands for the network */
    printf("download %ld is over, after %ld ms\n", download->number, download->ms);
    return NULL;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "in-turn: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 1 + MOST_DOWNLOADS) {
        fprintf(stderr, "usage: in-turn [MS ...], at most %d\n", MOST_DOWNLOADS);
        return 2;
    }
    struct download download[MOST_DOWNLOADS] = {{1, 200}, {2, 300}};
    int count = argc > 1 ? argc - 1 : 2;
    for (int i = 1; i < argc; i++)
        download[i - 1] = (struct download){i, number(argv[i], 10000)};

    for (int i = 0; i < count; i++)
        run(&download[i]);
    printf("main: all are here\n");
    return 0;
}
