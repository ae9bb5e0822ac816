/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Starts some workers and joins none of them: main returns while they are at work.
 *
 *     cc -g -pthread no-join.c -o no-join && ./no-join 3 40
 */
#include "process.h"

#include <time.h>

static int unit_ms;

static int work(int number)
{
    int ms = unit_ms * number;
    struct timespec time = {ms / 1000, ms % 1000 * 1000000L};

    printf("Process-%d starts: pid %d, parent %d\n", number, getpid(), getppid());
    nanosleep(&time, NULL); /* the work */
    printf("Process-%d ends: pid %d, parent %d\n", number, getpid(), getppid());
    return number;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: no-join [WORKERS [MILLISECONDS]]\n");
        return 2;
    }
    int workers = argc > 1 ? number(argv[1], MOST_WORKERS) : 3;
    unit_ms = argc > 2 ? number(argv[2], MOST_MS) : 40;
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once: many processes print */

    struct process process[MOST_WORKERS];
    printf("main: pid %d\n", getpid());
    for (int i = 0; i < workers; i++)
        process_start(&process[i], i + 1, work);
    printf("main returns\n");
    return 0;
}
