/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same number of workers in different shapes. Each request computes a little, under the lock of
 * its process (as in an interpreter), and waits a little, without it. How many requests a second?
 *
 *     cc -g -pthread serve.c -o serve && ./serve 8
 */
#include "shape.h"

#include <time.h>

#define REQUESTS   25 /* of each worker */
#define COMPUTE_MS 1  /* on a core */
#define WAIT_MS    3  /* for a database, say */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* each process has its own */

static double ms_of(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void work(long worker)
{
    (void)worker;
    for (int i = 0; i < REQUESTS; i++) {
        pthread_mutex_lock(&lock);
        double until = ms_of(CLOCK_THREAD_CPUTIME_ID) + COMPUTE_MS;
        while (ms_of(CLOCK_THREAD_CPUTIME_ID) < until)
            continue;
        pthread_mutex_unlock(&lock);
        struct timespec time = {0, WAIT_MS * 1000000L};
        nanosleep(&time, NULL); /* the request's wait: it stands for a database's answer */
    }
}

int main(int argc, char **argv)
{
    long workers = workers_of(argc, argv);
    for (long processes = 1; processes <= workers; processes *= 2) {
        struct shape shape = {processes, workers / processes, NULL, work};
        double began = ms_of(CLOCK_MONOTONIC);
        shape_start(&shape);
        shape_wait(processes);
        double seconds = (ms_of(CLOCK_MONOTONIC) - began) / 1e3;
        printf("%ld x %ld: %.0f requests/s\n", processes, shape.threads,
               (double)(workers * REQUESTS) / seconds);
    }
    return 0;
}
