/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Workers that are processes. Each has two pipes: one brings its orders, one its answers back to
 * the master, who writes down what each is at.
 */
#ifndef WORKERS_H
#define WORKERS_H

#include <sys/wait.h>
#include <unistd.h>

#include "job.h"

struct order {
    long part; /* 0: go home */
    long attempt;
};

struct worker {
    pid_t pid;
    int orders, answers; /* the master's ends of two pipes */
    struct order order;  /* what the worker is at */
};

static void must(bool went_well, const char *what)
{
    if (went_well)
        return;
    perror(what);
    exit(1);
}

static _Noreturn void work(const struct job *job, int orders, int answers)
{
    for (struct order order; read(orders, &order, sizeof(order)) == sizeof(order) && order.part;) {
        long found = do_part(job, order.part, order.attempt == 1);
        must(write(answers, &found, sizeof(found)) == sizeof(found), "write");
    }
    exit(0);
}

static void hire(struct worker *new, const struct job *job)
{
    int orders[2], answers[2];
    must(pipe(orders) == 0 && pipe(answers) == 0, "pipe");
    new->pid = fork();
    must(new->pid >= 0, "fork");
    if (new->pid == 0)
        work(job, orders[0], answers[1]);
    close(orders[0]);
    close(answers[1]); /* only the worker can write now: when it ends, so does what we read */
    new->orders = orders[1];
    new->answers = answers[0];
}

static void give(struct worker *to, struct order order)
{
    to->order = order;
    must(write(to->orders, &order, sizeof(order)) == sizeof(order), "write");
}

/* The worker has ended without an answer: another one gets what he was at. */
static void replace(struct worker *dead, const struct job *job)
{
    printf("a worker has died at part %ld\n", dead->order.part);
    waitpid(dead->pid, NULL, 0);
    close(dead->orders);
    close(dead->answers);
    hire(dead, job);
    give(dead, (struct order){dead->order.part, dead->order.attempt + 1});
}

#endif
