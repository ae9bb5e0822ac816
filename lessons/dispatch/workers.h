/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Workers that are processes. Each reads its tasks from a pipe: one of its own, or one for all.
 * When it is closed and empty, they report what they had to do, and go home.
 */
#ifndef WORKERS_H
#define WORKERS_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_WORKERS 8

struct task {
    long number;
    double wanted; /* when it was, in milliseconds */
};

struct report {
    long worker, tasks;
    double busy, waited; /* milliseconds: all its tasks took, the longest wait before one */
};

struct workers {
    long count, queues; /* as many queues as workers, or one */
    int queue[MOST_WORKERS][2], reports[2];
    void (*do_task)(long task);
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void must(int result, const char *what)
{
    if (result >= 0)
        return;
    perror(what);
    exit(1);
}

static void workers_close(struct workers *workers)
{
    for (long i = 0; i < workers->queues; i++)
        close(workers->queue[i][1]);
}

/* What a worker does all its life. */
static void work(struct workers *workers, long worker)
{
    int from = workers->queue[worker % workers->queues][0];
    struct report report = {.worker = worker + 1};
    workers_close(workers); /* or we would wait for an end of file that we ourselves prevent */
    for (struct task task; read(from, &task, sizeof(task)) == sizeof(task); report.tasks++) {
        double begin = now(), waited = begin - task.wanted;
        printf("task %ld starts\n", task.number);
        workers->do_task(task.number);
        printf("task %ld ends\n", task.number);
        report.busy += now() - begin;
        if (waited > report.waited)
            report.waited = waited;
    }
    exit(write(workers->reports[1], &report, sizeof(report)) != sizeof(report));
}

static void workers_start(struct workers *workers)
{
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once: many processes print */
    for (long i = 0; i < workers->queues; i++)
        must(pipe(workers->queue[i]), "pipe");
    must(pipe(workers->reports), "pipe");
    for (long i = 0; i < workers->count; i++) {
        pid_t pid = fork();
        must(pid, "fork");
        if (pid == 0)
            work(workers, i);
    }
}

static void workers_give(struct workers *workers, long queue, long number)
{
    struct task task = {number, now()};
    printf("task %ld wanted\n", number);
    must(write(workers->queue[queue][1], &task, sizeof(task)) == sizeof(task) ? 0 : -1, "write");
}

/* Waits for all reports, and for the workers' ends. */
static void workers_end(struct workers *workers, struct report *report)
{
    workers_close(workers);
    for (long i = 0; i < workers->count; i++) {
        struct report got;
        must(read(workers->reports[0], &got, sizeof(got)) == sizeof(got) ? 0 : -1, "read");
        report[got.worker - 1] = got;
    }
    while (wait(NULL) > 0)
        continue;
}

#endif
