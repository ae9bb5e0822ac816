/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A master and workers that are threads. The parts lie on a table: who is free takes the next one.
 * With `bug` one of them crashes.
 *
 *     cc -g -pthread threads.c -o threads && ./threads 2 16 2000000
 */
#include <pthread.h>
#include <string.h>

#include "job.h"
#include "number.h"

static struct job job;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of next */
static long next = 1;                                    /* part on the table */
static long found[MOST_PARTS + 1]; /* of each part; written by the one who did it */

static void *work(void *argument)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        long part = next <= job.parts ? next++ : 0;
        pthread_mutex_unlock(&lock);
        if (part == 0)
            return argument;
        found[part] = do_part(&job, part, true);
    }
}

int main(int argc, char **argv)
{
    if (argc > 5 || (argc == 5 && strcmp(argv[4], "bug") != 0)) {
        fprintf(stderr, "usage: threads [WORKERS [PARTS [LIMIT [bug]]]]\n");
        return 2;
    }
    long workers = number(argc, argv, 1, 2, MOST_WORKERS);
    job.parts = number(argc, argv, 2, 16, MOST_PARTS);
    job.limit = number(argc, argv, 3, 2000000, MOST_LIMIT);
    job.has_bug = argc == 5;

    pthread_t worker[MOST_WORKERS];
    for (long i = 0; i < workers; i++) {
        if (pthread_create(&worker[i], NULL, work, NULL) != 0) {
            fprintf(stderr, "threads: cannot create a thread\n");
            return 1;
        }
    }
    for (long i = 0; i < workers; i++)
        pthread_join(worker[i], NULL);

    long sum = 0;
    for (long part = 1; part <= job.parts; part++)
        sum += found[part];
    check(&job, sum);
    return 0;
}
