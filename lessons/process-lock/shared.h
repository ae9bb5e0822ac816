/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the programs of this lesson have in common: memory that children inherit and share, locks
 * and conditions in it that work between processes, and some children to be waited for.
 */
#ifndef SHARED_H
#define SHARED_H

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_PROCESSES 20

static inline void *shared_memory(size_t bytes)
{
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    return memory;
}

/* type: PTHREAD_MUTEX_DEFAULT, or _RECURSIVE; robust: PTHREAD_MUTEX_STALLED, or _ROBUST */
static inline void shared_lock(pthread_mutex_t *lock, int type, int robust)
{
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_settype(&attributes, type);
    pthread_mutexattr_setrobust(&attributes, robust);
    pthread_mutex_init(lock, &attributes);
    pthread_mutexattr_destroy(&attributes);
}

static inline void shared_condition(pthread_cond_t *condition)
{
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(condition, &attributes);
    pthread_condattr_destroy(&attributes);
}

/* Stands for work: the time that a task takes. */
static inline void work(int milliseconds)
{
    nanosleep(&(struct timespec){0, milliseconds * 1000000L}, NULL);
}

static inline void start(int processes, int (*child)(int number))
{
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once: many processes print */
    for (int i = 1; i <= processes; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            exit(1);
        }
        if (pid == 0)
            exit(child(i));
    }
}

static inline void wait_for_all(void)
{
    while (wait(NULL) > 0)
        continue;
}

/* The first argument, a number of processes; without one, that many. */
static inline int processes_of(int argc, char **argv, int usual)
{
    int processes = argc > 1 ? atoi(argv[1]) : usual;
    if (argc > 2 || processes < 1 || processes > MOST_PROCESSES) {
        fprintf(stderr, "usage: %s [PROCESSES], 1 to %d\n", argv[0], MOST_PROCESSES);
        exit(2);
    }
    return processes;
}

#endif
