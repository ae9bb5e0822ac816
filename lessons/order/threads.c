/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * order.c with threads. Each puts its number into a list, as soon as it runs; main prints the list.
 *
 *     cc -g -pthread threads.c -o threads && ./threads 3
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_THREADS 9

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* one at a time writes to the list */
static int list[MOST_THREADS], length;

static void *worker(void *argument)
{
    pthread_mutex_lock(&lock);
    list[length++] = (int)(long)argument;
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(int argc, char **argv)
{
    int threads = argc > 1 ? atoi(argv[1]) : 3;
    if (argc > 2 || threads < 1 || threads > MOST_THREADS) {
        fprintf(stderr, "usage: threads [THREADS], 1 to %d\n", MOST_THREADS);
        return 2;
    }
    pthread_t thread[MOST_THREADS];
    for (long i = 0; i < threads; i++)
        if (pthread_create(&thread[i], NULL, worker, (void *)(i + 1)) != 0) {
            fprintf(stderr, "threads: cannot create a thread\n");
            return 1;
        }
    for (int i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);

    for (int i = 0; i < threads; i++)
        printf("%d", list[i]);
    printf("\n");
    return 0;
}
