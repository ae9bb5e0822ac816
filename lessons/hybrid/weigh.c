/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same number of workers in different shapes. Each process has a table of its own, as a program
 * has its libraries, its caches, its connections. How much memory do they need in all?
 *
 *     cc -g -pthread weigh.c -o weigh && ./weigh 8
 */
#include "shape.h"

#include <stdatomic.h>
#include <string.h>

static char table[4 << 20];
static int weights[2]; /* a pipe, to main */

static void fill_table(void)
{
    memset(table, 1, sizeof(table));
}

/* Memory that this process shares with no other, in KiB; -1: not known. */
static long own_memory(void)
{
    FILE *file = fopen("/proc/self/smaps_rollup", "r");
    char line[256];
    long kib = -1;
    while (file && kib < 0 && fgets(line, sizeof(line), file))
        if (sscanf(line, "Private_Dirty: %ld", &kib) != 1)
            kib = -1;
    if (file)
        fclose(file);
    return kib;
}

static long threads_of_each; /* of each process, in the shape at hand */
static atomic_long arrived;  /* in this process */

static void work(long worker)
{
    (void)worker;
    /* The last to come weighs the process, with all its threads in it. */
    if (atomic_fetch_add(&arrived, 1) + 1 < threads_of_each)
        return;
    long kib = own_memory();
    if (write(weights[1], &kib, sizeof(kib)) != sizeof(kib))
        perror("write");
}

int main(int argc, char **argv)
{
    long workers = workers_of(argc, argv);
    if (pipe(weights) < 0) {
        perror("pipe");
        return 1;
    }
    for (long processes = 1; processes <= workers; processes *= 2) {
        struct shape shape = {processes, workers / processes, fill_table, work};
        threads_of_each = shape.threads;
        shape_start(&shape);
        long sum = 0;
        for (long i = 0, kib; i < processes; i++) {
            if (read(weights[0], &kib, sizeof(kib)) != sizeof(kib) || kib < 0) {
                fprintf(stderr, "weigh: /proc/self/smaps_rollup cannot be read\n");
                return 1;
            }
            sum += kib;
        }
        shape_wait(processes);
        printf("%ld x %ld: %.1f MiB\n", processes, shape.threads, (double)sum / 1024);
    }
    return 0;
}
