/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Both: a few processes, each with some threads that do the work. One thread of one process has the
 * bug.
 *
 *     cc -g -pthread mixed.c -o mixed && ./mixed 3 2 200
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_PROCESSES 4
#define MOST_THREADS   4
#define MOST_MS        10000
#define BAD_WORKER     2

static pthread_barrier_t all_here; /* of this process: each has its own after the fork */
static int milliseconds;           /* that a job takes */

/* The job: a wait, as for an answer over the network. It is the work itself. */
static void *work(void *argument)
{
    int worker = (int)(long)argument;
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    printf("worker %d starts\n", worker);
    pthread_barrier_wait(&all_here);
    if (worker == BAD_WORKER)
        *(volatile int *)NULL = worker; /* the bug: there is nothing at address 0 */
    nanosleep(&time, NULL);
    printf("worker %d ends\n", worker);
    return NULL;
}

/* What each process does: it starts its threads, with numbers from `first` on, and joins them. */
static int run_threads(int first, int threads)
{
    pthread_t thread[MOST_THREADS];
    for (int i = 0; i < threads; i++)
        if (pthread_create(&thread[i], NULL, work, (void *)(long)(first + i)) != 0)
            return 1;
    for (int i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);
    return 0;
}

int main(int argc, char **argv)
{
    int processes = argc > 1 ? atoi(argv[1]) : 3, threads = argc > 2 ? atoi(argv[2]) : 2;
    milliseconds = argc > 3 ? atoi(argv[3]) : 200;
    if (argc > 4 || processes < 2 || processes > MOST_PROCESSES || threads < 1 ||
        threads > MOST_THREADS || milliseconds < 1 || milliseconds > MOST_MS) {
        fprintf(stderr, "usage: mixed [PROCESSES [THREADS [MILLISECONDS]]], 2 to %d, 1 to %d\n",
                MOST_PROCESSES, MOST_THREADS);
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once: it may be the last */
    pthread_barrier_init(&all_here, NULL, (unsigned)threads);

    pid_t pid[MOST_PROCESSES];
    for (int i = 0; i < processes; i++) {
        pid[i] = fork();
        if (pid[i] < 0) {
            perror("fork");
            return 1;
        }
        if (pid[i] == 0)
            return run_threads(1 + i * threads, threads);
    }
    int alive = 0;
    for (int i = 0; i < processes; i++) {
        int status;
        waitpid(pid[i], &status, 0);
        if (WIFSIGNALED(status))
            printf("main: process %d was killed, with its %d threads\n", i + 1, threads);
        else
            alive++;
    }
    printf("main: %d of %d jobs are done\n", alive * threads, processes * threads);
    assert(alive == processes - 1);
    return 0;
}
