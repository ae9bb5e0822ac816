/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Starts some workers, all of them; then joins them all, in the same order. The first has the most
 * to do, the last the least.
 *
 *     cc -g -pthread workers.c -o workers && ./workers 5 40
 */
#include "process.h"

#include <assert.h>
#include <time.h>

static int workers, unit_ms;

/* What a worker does. Its work is a wait, as for an answer over the network. */
static int work(int number)
{
    int ms = unit_ms * (workers - number + 1);
    struct timespec time = {ms / 1000, ms % 1000 * 1000000L};

    printf("Process-%d starts: pid %d, parent %d\n", number, getpid(), getppid());
    nanosleep(&time, NULL); /* the work */
    printf("Process-%d ends\n", number);
    return number;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: workers [WORKERS [MILLISECONDS]]\n");
        return 2;
    }
    workers = argc > 1 ? number(argv[1], MOST_WORKERS) : 5;
    unit_ms = argc > 2 ? number(argv[2], MOST_MS) : 40;
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once: many processes print */

    struct process process[MOST_WORKERS];
    printf("main: pid %d\n", getpid());
    for (int i = 0; i < workers; i++)
        process_start(&process[i], i + 1, work);
    for (int i = 0; i < workers; i++) {
        int status = process_join(&process[i]);
        printf("main: joined %s, which returned %d\n", process[i].name, status);
        assert(status == i + 1);
    }
    return 0;
}
