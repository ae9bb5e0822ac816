/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pool of processes: a fixed number of workers, who take tasks from one queue until it is closed.
 *
 * The queue is a pipe. Whoever is free reads the next task from it; a read of so few bytes gets all
 * of one task or nothing. A second pipe brings the results back. The pool is closed by closing the
 * writing end: who then reads gets the end of file, and goes home.
 */
#ifndef POOL_H
#define POOL_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_WORKERS 16
#define MOST_TASKS   100

struct pool {
    int workers;
    pid_t pid[MOST_WORKERS];
    int tasks[2], results[2]; /* pipes: [0] to read from, [1] to write to */
    int is_closed;
};

/* What a worker does all its life. */
static void work(struct pool *pool, void (*do_task)(int task))
{
    int task;
    close(pool->tasks[1]); /* or we would wait for an end of file that we ourselves prevent */
    while (read(pool->tasks[0], &task, sizeof(task)) == sizeof(task)) {
        printf("task %d starts\n", task);
        do_task(task);
        printf("task %d ends\n", task);
        if (write(pool->results[1], &task, sizeof(task)) != sizeof(task))
            break;
    }
    exit(0);
}

static void pool_hire(struct pool *pool, int worker, void (*do_task)(int task))
{
    pool->pid[worker] = fork();
    if (pool->pid[worker] == 0)
        work(pool, do_task);
    if (pool->pid[worker] < 0) {
        perror("fork");
        exit(1);
    }
}

static void pool_open(struct pool *pool, int workers, void (*do_task)(int task))
{
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once: many processes print */
    *pool = (struct pool){.workers = workers};
    if (pipe(pool->tasks) < 0 || pipe(pool->results) < 0) {
        perror("pipe");
        exit(1);
    }
    for (int i = 0; i < workers; i++)
        pool_hire(pool, i, do_task);
}

/* Asks for a task and goes on at once. -1: refused, the pool is closed. */
static int pool_apply_async(struct pool *pool, int task)
{
    if (pool->is_closed)
        return -1;
    printf("task %d wanted\n", task);
    return write(pool->tasks[1], &task, sizeof(task)) == sizeof(task) ? 0 : -1;
}

/* Waits until some task is done. Which one; 0: no worker is left who could do any. */
static int pool_result(struct pool *pool)
{
    int task;
    return read(pool->results[0], &task, sizeof(task)) == sizeof(task) ? task : 0;
}

/* No more tasks. What is in the queue is still done. */
static void pool_close(struct pool *pool)
{
    close(pool->tasks[1]);
    close(pool->results[1]); /* only workers write results */
    pool->is_closed = 1;
}

/* Waits until all workers have gone home. */
static void pool_join(struct pool *pool)
{
    for (int i = 0; i < pool->workers; i++)
        waitpid(pool->pid[i], NULL, 0);
}

/* A number from 1 to most, or the end of the program. */
static int number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "'%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return (int)value;
}

#endif
