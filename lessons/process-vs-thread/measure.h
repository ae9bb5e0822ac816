/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a task costs, of each kind: to make it, to switch to it, to keep it. Each is done many
 * times, in the same way for all kinds, and divided.
 */
#ifndef MEASURE_H
#define MEASURE_H

#define _GNU_SOURCE /* sched_setaffinity, madvise */
#include "tasks.h"

#include <sched.h>

#define MOST_ROUNDS 10000

static inline double now_us(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return 1e6 * (double)time.tv_sec + 1e-3 * (double)time.tv_nsec;
}

static inline int compare_times(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static inline double median(double *times, int n)
{
    qsort(times, (size_t)n, sizeof(*times), compare_times);
    return times[n / 2];
}

/* --- to make it ------------------------------------------------------------------------------- */

static inline void *nothing(void *argument)
{
    return argument;
}

/* Microseconds to start a task that does nothing, and to wait for its end. */
static inline double create_us(enum kind kind, int tasks)
{
    double times[MOST_TASKS];
    for (int i = 0; i < tasks; i++) {
        double begin = now_us();
        struct task task = task_start(kind, nothing, NULL);
        task_join(&task);
        times[i] = now_us() - begin;
    }
    return median(times, tasks);
}

/* --- to switch to it -------------------------------------------------------------------------- */

static int there[2], back[2]; /* pipes */

static inline void *answer(void *argument)
{
    char byte;
    for (int i = 0; i < *(int *)argument; i++)
        if (read(there[0], &byte, 1) != 1 || write(back[1], &byte, 1) != 1)
            die("answer");
    return NULL;
}

/* Microseconds for a switch: a byte goes to and fro through two pipes. Both are on a single core,
 * so each must give it up before the other can answer: a round has two switches. */
static inline double switch_us(enum kind kind, int rounds)
{
    char byte = 'x';
    cpu_set_t before, one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    if (pipe(there) < 0 || pipe(back) < 0)
        die("pipe");
    if (sched_getaffinity(0, sizeof(before), &before) < 0 ||
        sched_setaffinity(0, sizeof(one), &one) < 0) /* the other inherits it */
        die("sched_setaffinity");
    double times[MOST_ROUNDS];
    struct task task = task_start(kind, answer, &rounds);
    for (int i = 0; i < rounds; i++) {
        double begin = now_us();
        if (write(there[1], &byte, 1) != 1 || read(back[0], &byte, 1) != 1)
            die("ask");
        times[i] = now_us() - begin;
    }
    task_join(&task);
    sched_setaffinity(0, sizeof(before), &before);
    for (int i = 0; i < 2; i++) {
        close(there[i]);
        close(back[i]);
    }
    return median(times, rounds) / 2;
}

/* --- to keep it ------------------------------------------------------------------------------- */

static int ready[2], go[2]; /* pipes: a byte from each that is there; an end of file: all may go */

/* kB in memory that belong to that process alone; what is shared on purpose does not count. */
static inline long private_kb(pid_t pid)
{
    char path[32], line[512], permissions[5];
    long kb, sum = 0;
    int is_own = 0;
    snprintf(path, sizeof(path), "/proc/%d/smaps", pid);
    FILE *file = fopen(path, "r");
    if (!file)
        die(path);
    while (fgets(line, sizeof(line), file)) {
        if (sscanf(line, "%*x-%*x %4s", permissions) == 1) /* a new piece: rw-p, or rw-s */
            is_own = permissions[3] == 'p';
        else if (is_own && (sscanf(line, "Private_Clean: %ld", &kb) == 1 ||
                            sscanf(line, "Private_Dirty: %ld", &kb) == 1))
            sum += kb;
    }
    fclose(file);
    return sum;
}

static inline void *stay(void *argument)
{
    char byte = 'x';
    if (getpid() != *(pid_t *)argument)
        close(go[1]); /* a process has a writing end of its own, which would keep it waiting */
    if (write(ready[1], &byte, 1) != 1 || read(go[0], &byte, 1) != 0)
        die("stay");
    return NULL;
}

/* kB for a task that is there and waits. */
static inline double memory_kb(enum kind kind, int tasks)
{
    struct task task[MOST_TASKS];
    pid_t self = getpid();
    char byte;
    if (pipe(ready) < 0 || pipe(go) < 0)
        die("pipe");
    long before = private_kb(self), sum = 0;
    for (int i = 0; i < tasks; i++)
        task[i] = task_start(kind, stay, &self);
    for (int i = 0; i < tasks; i++)
        if (read(ready[0], &byte, 1) != 1)
            die("read");
    if (kind == THREAD)
        sum = private_kb(self) - before;
    for (int i = 0; i < tasks && kind != THREAD; i++)
        sum += private_kb(task[i].pid);
    close(go[1]);
    for (int i = 0; i < tasks; i++)
        task_join(&task[i]);
    close(go[0]);
    close(ready[0]);
    close(ready[1]);
    return (double)sum / tasks;
}

#endif
