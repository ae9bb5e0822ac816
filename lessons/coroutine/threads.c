/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * thousand.c with a thread for each task.
 *
 *     cc -g -pthread threads.c -o threads && ./threads 100
 */
#include <pthread.h>

#include "coroutine.h"

#define MOST_THREADS 1000

static void *waits(void *argument)
{
    struct timespec time = {0, 100000000};
    nanosleep(&time, NULL); /* what the task waits for: 100 ms of the world */
    return argument;
}

int main(int argc, char **argv)
{
    long wanted = number(argc, argv, 1, 100, MOST_THREADS);
    static pthread_t thread[MOST_THREADS];
    double begin = now_ms();
    for (long i = 0; i < wanted; i++) {
        if (pthread_create(&thread[i], NULL, waits, NULL) != 0) {
            fprintf(stderr, "threads: cannot create thread %ld\n", i + 1);
            return 1;
        }
    }
    double made = now_ms();
    for (long i = 0; i < wanted; i++)
        pthread_join(thread[i], NULL);

    printf("making a thread: %.2f us\n", (made - begin) * 1000 / (double)wanted);
    printf("%ld threads through after %.0f ms\n", wanted, now_ms() - begin);
    return 0;
}
