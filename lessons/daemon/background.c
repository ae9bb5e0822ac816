/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three threads work, and main does not wait for them: it has its own
 * work, and returns. With `detach`, main lets them go before.
 *
 *     cc -g -pthread background.c -o background && ./background 1000 80
 */
#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define THREADS 3

static void work(long ms) /* it waits: that is the work */
{
    struct timespec time = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&time, NULL);
}

static long ms; /* what each thread's work takes */

static pthread_barrier_t all_here; /* main's work begins when all have begun */

static void *worker(void *argument)
{
    long number = (long)argument;
    printf("thread %ld begins its work\n", number);
    pthread_barrier_wait(&all_here);
    work(ms);
    printf("thread %ld: work is over\n", number);
    return NULL;
}

/* The threads that this process has now, or -1. */
static int alive(void)
{
    DIR *tasks = opendir("/proc/self/task");
    if (!tasks)
        return -1;
    int count = 0;
    for (struct dirent *entry; (entry = readdir(tasks));)
        count += entry->d_name[0] != '.';
    closedir(tasks);
    return count;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "background: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 4 || (argc == 4 && strcmp(argv[3], "detach") != 0)) {
        fprintf(stderr, "usage: background [MS [MS OF MAIN [detach]]]\n");
        return 2;
    }
    ms = argc > 1 ? number(argv[1], 5000) : 1000;
    long own = argc > 2 ? number(argv[2], 5000) : 80;

    pthread_barrier_init(&all_here, NULL, THREADS + 1);
    for (long i = 1; i <= THREADS; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, worker, (void *)i) != 0) {
            fprintf(stderr, "background: cannot create a thread\n");
            return 1;
        }
        if (argc == 4)
            pthread_detach(thread); /* nobody will join it */
    }
    pthread_barrier_wait(&all_here);
    work(own);
    printf("main returns; alive: %d threads\n", alive());
    return 0; /* the process ends here, and all of them */
}
