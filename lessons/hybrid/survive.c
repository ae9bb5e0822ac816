/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same number of workers in different shapes. One of them has a bug and crashes. How many are
 * left to do their work?
 *
 *     cc -g -pthread survive.c -o survive && ./survive 8
 */
#include "shape.h"

#include <assert.h>

static int go[2], done[2]; /* pipes: from main to all workers, and back */

static void close_ends(void)
{
    close(go[1]); /* or nobody would ever see the end of it */
    close(done[0]);
}

static void work(long worker)
{
    char byte = 1;
    if (worker == 0)
        *(volatile int *)NULL = 1;    /* the bug */
    while (read(go[0], &byte, 1) > 0) /* waits until main has closed its end */
        continue;
    if (write(done[1], &byte, 1) != 1) /* the work */
        perror("write");
}

int main(int argc, char **argv)
{
    long workers = workers_of(argc, argv);
    for (long processes = 1; processes <= workers; processes *= 2) {
        struct shape shape = {processes, workers / processes, close_ends, work};
        if (pipe(go) < 0 || pipe(done) < 0) {
            perror("pipe");
            return 1;
        }
        shape_start(&shape);
        close(done[1]);
        shape_wait(1); /* only one can end now: the one with the bug */
        close(go[1]);

        long left = 0;
        for (char byte; read(done[0], &byte, 1) == 1;)
            left++;
        shape_wait(processes - 1);
        close(go[0]);
        close(done[0]);
        printf("%ld x %ld: %ld workers\n", processes, shape.threads, left);
        assert(left == workers - shape.threads);
    }
    return 0;
}
