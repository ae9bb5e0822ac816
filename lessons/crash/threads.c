/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processes.c with threads as workers. The same bug is in the same one.
 *
 *     cc -g -pthread threads.c -o threads && ./threads 4 1000
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MOST_WORKERS 9
#define MOST_MS      10000
#define BAD_WORKER   2

static pthread_barrier_t all_here; /* so that all have begun before one crashes */
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

int main(int argc, char **argv)
{
    int workers = argc > 1 ? atoi(argv[1]) : 4;
    milliseconds = argc > 2 ? atoi(argv[2]) : 1000;
    if (argc > 3 || workers < BAD_WORKER || workers > MOST_WORKERS || milliseconds < 1 ||
        milliseconds > MOST_MS) {
        fprintf(stderr, "usage: threads [WORKERS [MILLISECONDS]], %d to %d, 1 to %d\n", BAD_WORKER,
                MOST_WORKERS, MOST_MS);
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once: it may be the last */
    pthread_barrier_init(&all_here, NULL, (unsigned)workers);

    pthread_t thread[MOST_WORKERS];
    for (int i = 0; i < workers; i++) {
        if (pthread_create(&thread[i], NULL, work, (void *)(long)(i + 1)) != 0) {
            fprintf(stderr, "threads: cannot create a thread\n");
            return 1;
        }
    }
    for (int i = 0; i < workers; i++)
        pthread_join(thread[i], NULL);
    printf("main: I am alive\n");
    return 0;
}
