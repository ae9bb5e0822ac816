/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A worker takes a task, and main cancels it. With `loose` main looks whether the task is still in
 * the queue, and cancels it then, but not in one step.
 *
 *     cc -g -pthread cancel.c -o cancel && ./cancel && ./cancel loose
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of these two */
static enum { PENDING, RUNNING, CANCELLED } state;
static bool has_run;

static void *work(void *argument)
{
    pthread_mutex_lock(&lock);
    if (state == PENDING) {
        state = RUNNING;
        has_run = true;
    }
    pthread_mutex_unlock(&lock);
    return argument;
}

static bool cancel(bool is_loose)
{
    pthread_mutex_lock(&lock);
    bool is_pending = state == PENDING;
    if (is_loose) {
        pthread_mutex_unlock(&lock);
        pthread_mutex_lock(&lock);
    }
    if (is_pending)
        state = CANCELLED;
    pthread_mutex_unlock(&lock);
    return is_pending;
}

int main(int argc, char **argv)
{
    if (argc > 2 || (argc == 2 && strcmp(argv[1], "loose") != 0)) {
        fprintf(stderr, "usage: cancel [loose]\n");
        return 2;
    }
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0) {
        fprintf(stderr, "cancel: cannot create a thread\n");
        return 1;
    }
    bool is_cancelled = cancel(argc == 2);
    pthread_join(worker, NULL);
    printf("cancelled: %s, run: %s\n", is_cancelled ? "yes" : "no", has_run ? "yes" : "no");
    fflush(NULL); /* the claim below may end the program */
    assert(is_cancelled != has_run);
    return 0;
}
