/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two kinds of jobs, one that computes and one that waits, and two ways to have many under way: as
 * processes and as threads. (The third, a loop, is in loop.h.)
 */
#ifndef WORK_H
#define WORK_H

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_TASKS 1024
#define WAIT_MS    2 /* until an answer comes */

struct work {
    void (*job)(void);
    long jobs; /* of each task */
};

static inline double wall_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* A job that needs a core: a small part of a millisecond. */
static inline void compute(void)
{
    for (volatile int i = 0; i < 200000; i++)
        continue;
}

/* A job that waits, as for an answer over the network. The sleep is the job. */
static inline void wait_for_answer(void)
{
    struct timespec time = {0, WAIT_MS * 1000000L};
    nanosleep(&time, NULL);
}

static inline void *do_jobs(void *argument)
{
    const struct work *work = argument;
    for (long i = 0; i < work->jobs; i++)
        work->job();
    return NULL;
}

static inline void as_threads(struct work *work, long tasks)
{
    pthread_t thread[MOST_TASKS];
    for (long i = 0; i < tasks; i++)
        if (pthread_create(&thread[i], NULL, do_jobs, work) != 0) {
            fprintf(stderr, "cannot create a thread\n");
            exit(1);
        }
    for (long i = 0; i < tasks; i++)
        pthread_join(thread[i], NULL);
}

static inline void as_processes(struct work *work, long tasks)
{
    fflush(stdout); /* or each child would have a copy of what is not yet written */
    for (long i = 0; i < tasks; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            exit(1);
        }
        if (pid == 0) {
            do_jobs(work);
            _exit(0);
        }
    }
    for (long i = 0; i < tasks; i++)
        if (wait(NULL) < 0)
            perror("wait");
}

/* The kind of job that the first argument names; or the end of the program. */
static inline void (*kind_of(const char *word))(void)
{
    if (strcmp(word, "compute") == 0)
        return compute;
    if (strcmp(word, "wait") == 0)
        return wait_for_answer;
    fprintf(stderr, "'%s' is neither compute nor wait\n", word);
    exit(2);
}

/* A number from 1 to most, or the end of the program. */
static inline long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "'%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

#endif
