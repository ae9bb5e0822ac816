/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The heart of a pool: threads that wait for tasks, a task that comes, an end. Two mistakes can be
 * asked for: with `if` a thread that is woken does not look again; with `signal` the end wakes one.
 *
 *     cc -g -pthread small.c -o small && ./small 2 1 && ./small 2 2 if && ./small 2 1 signal
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#include "number.h"

#define MOST_THREADS 16
#define MOST_TASKS   100

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of all these */
static pthread_cond_t work = PTHREAD_COND_INITIALIZER;
static long waiting, done; /* tasks */
static bool is_closed;

static bool looks_once, wakes_one; /* the mistakes */

static void wait_for_work(void)
{
    if (looks_once) {
        if (waiting == 0 && !is_closed)
            pthread_cond_wait(&work, &lock);
    } else {
        while (waiting == 0 && !is_closed)
            pthread_cond_wait(&work, &lock);
    }
}

static void *take_tasks(void *argument)
{
    pthread_mutex_lock(&lock);
    for (;;) {
        wait_for_work();
        if (is_closed && waiting == 0)
            break;
        assert(waiting > 0);
        waiting--;
        done++;
    }
    pthread_mutex_unlock(&lock);
    return argument;
}

static void put(void)
{
    pthread_mutex_lock(&lock);
    waiting++;
    pthread_cond_signal(&work);
    pthread_mutex_unlock(&lock);
}

static void end(void)
{
    pthread_mutex_lock(&lock);
    is_closed = true;
    if (wakes_one)
        pthread_cond_signal(&work);
    else
        pthread_cond_broadcast(&work);
    pthread_mutex_unlock(&lock);
}

int main(int argc, char **argv)
{
    looks_once = argc == 4 && strcmp(argv[3], "if") == 0;
    wakes_one = argc == 4 && strcmp(argv[3], "signal") == 0;
    if (argc > 4 || (argc == 4 && !looks_once && !wakes_one)) {
        fprintf(stderr, "usage: small [THREADS [TASKS [if|signal]]]\n");
        return 2;
    }
    long threads = number(argc, argv, 1, 2, MOST_THREADS);
    long tasks = number(argc, argv, 2, 2, MOST_TASKS);

    pthread_t thread[MOST_THREADS];
    for (long i = 0; i < threads; i++) {
        if (pthread_create(&thread[i], NULL, take_tasks, NULL) != 0) {
            fprintf(stderr, "small: cannot create a thread\n");
            return 1;
        }
    }
    for (long i = 0; i < tasks; i++)
        put();
    end();
    for (long i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);
    printf("%ld of %ld tasks done\n", done, tasks);
    fflush(NULL); /* the claim below may end the program */
    assert(done == tasks);
    return 0;
}
