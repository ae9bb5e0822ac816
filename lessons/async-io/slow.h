/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A slow source of data, some work to do meanwhile, and a clock.
 */
#ifndef SLOW_H
#define SLOW_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static inline double milliseconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

/* One piece of work: 5 ms of a core. */
static inline void work(void)
{
    double end = milliseconds(CLOCK_THREAD_CPUTIME_ID) + 5;
    while (milliseconds(CLOCK_THREAD_CPUTIME_ID) < end)
        ;
}

/* A device that has data after so many milliseconds: the descriptor to read them from. It is played
 * by a process, and its delay by a sleep. */
static inline int slow_source(long delay)
{
    int ends[2];
    if (pipe(ends) != 0) {
        perror("pipe");
        exit(1);
    }
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        exit(1);
    }
    if (pid == 0) {
        struct timespec time = {0, delay * 1000000};
        nanosleep(&time, NULL);
        ssize_t written = write(ends[1], "data", 4);
        _exit(written == 4 ? 0 : 1);
    }
    close(ends[1]);
    return ends[0];
}

/* Waits for the ends of all devices. */
static inline void sources_end(void)
{
    while (wait(NULL) > 0)
        ;
}

/* Argument 1 as a number of milliseconds, or `otherwise`; or the end of the program. */
static inline long delay_of(int argc, char **argv, long otherwise)
{
    if (argc < 2)
        return otherwise;
    char *end;
    long value = strtol(argv[1], &end, 10);
    if (argc > 2 || end == argv[1] || *end || value < 1 || value > 900) {
        fprintf(stderr, "usage: %s [MILLISECONDS], from 1 to 900\n", argv[0]);
        exit(2);
    }
    return value;
}

#endif
