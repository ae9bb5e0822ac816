/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same with a real engine between the manager and the workers: Redis keeps the tasks. Who takes
 * one has it for a time only, its lease. Worker 2 is killed, or with the word "slow" only slow; its
 * lease ends, and its task is given to another.
 *
 *     cc -g engine.c -o engine && ./engine 3 8         (workers, tasks; needs redis-server)
 */
#define _GNU_SOURCE /* unshare */
#include <assert.h>
#include <signal.h>
#include <time.h>

#include "engine.h"

#define MOST_TASKS 40
#define VICTIM     2

/* clang-format off */
/* Two things that must be one step: Redis runs a script whole. First: take a task, with a lease. */
#define TAKE \
    "local task = redis.call('RPOPLPUSH', 'waiting', 'taken') " \
    "if task then redis.call('SET', 'lease:' .. task, 'mine', 'PX', 200) end " \
    "return task"

/* A task that was taken, is not done, and has no lease any more goes back. 1: so it was. */
#define GIVE_BACK \
    "if redis.call('EXISTS', 'lease:' .. ARGV[1]) == 0 " \
    "and redis.call('SISMEMBER', 'done', ARGV[1]) == 0 " \
    "and redis.call('LREM', 'taken', 1, ARGV[1]) == 1 " \
    "then redis.call('RPUSH', 'waiting', ARGV[1]) redis.call('RPUSH', 'bell', 'work') return 1 " \
    "else return 0 end"
/* clang-format on */

static int port, is_slow;

static int worker(int i)
{
    int redis = dial(i, port);
    char task[16];
    int is_first = 1;
    for (;;) {
        snprintf(task, sizeof(task), "%s", ask(redis, "EVAL", TAKE, "0", NULL));
        if (!*task) { /* none now: wait until the bell rings */
            if (strcmp(ask(redis, "BLPOP", "bell", "0", NULL), "home") == 0)
                return 0;
            continue;
        }
        printf("task %s starts\n", task);
        if (i == VICTIM && is_first) {
            is_first = 0;
            ask(redis, "RPUSH", "news", "begun", NULL);
            if (!is_slow)
                pause(); /* a long task: it will not see the end of it */
            nanosleep(&(struct timespec){0, 600000000}, NULL);
        }
        nanosleep(&(struct timespec){0, 20000000}, NULL); /* stands for the work */
        printf("task %s ends\n", task);
        ask(redis, "SADD", "done", task, NULL); /* a set: done twice is done once */
        ask(redis, "RPUSH", "news", "done", NULL);
    }
}

static void look_after(int redis, int tasks)
{
    char task[16];
    for (int i = 1; i <= tasks; i++) {
        snprintf(task, sizeof(task), "%d", i);
        if (atoi(ask(redis, "EVAL", GIVE_BACK, "0", task, NULL)))
            printf("the lease of task %d is over: it goes back\n", i);
    }
}

int main(int argc, char **argv)
{
    int workers = argc > 1 ? atoi(argv[1]) : 3, tasks = argc > 2 ? atoi(argv[2]) : 8;
    is_slow = argc > 3 && strcmp(argv[3], "slow") == 0;
    if (argc > 4 || (argc == 4 && !is_slow) || workers < 2 || workers > MOST_HOSTS ||
        tasks < workers || tasks > MOST_TASKS) {
        fprintf(stderr, "usage: engine [WORKERS [TASKS [slow]]], 2 to %d, WORKERS to %d\n",
                MOST_HOSTS, MOST_TASKS);
        return 2;
    }
    hosts_open();
    pid_t server = engine_start(&port), pid[MOST_HOSTS];
    int redis = dial(0, port);
    for (int i = tasks; i >= 1; i--) {
        char task[16];
        snprintf(task, sizeof(task), "%d", i);
        ask(redis, "RPUSH", "waiting", task, NULL);
    }
    pid[VICTIM - 1] = host_start(VICTIM, worker);
    ask(redis, "BLPOP", "news", "0", NULL); /* it has begun a task */
    for (int i = 1; i <= workers; i++)
        if (i != VICTIM)
            pid[i - 1] = host_start(i, worker);
    ask(redis, "BLPOP", "news", "0", NULL); /* somebody has done one */
    if (!is_slow) {
        kill(pid[VICTIM - 1], SIGKILL); /* and Redis tells nobody */
        waitpid(pid[VICTIM - 1], NULL, 0);
    }

    while (atoi(ask(redis, "SCARD", "done", NULL)) < tasks) {
        ask(redis, "BLPOP", "news", "0.05", NULL); /* something is done, or some time has passed */
        look_after(redis, tasks);
    }
    int done = atoi(ask(redis, "SCARD", "done", NULL));
    for (int i = 0; i < workers; i++)
        ask(redis, "RPUSH", "bell", "home", NULL);
    for (int i = 0; i < workers; i++)
        waitpid(pid[i], NULL, 0);
    engine_stop(server);
    printf("%d of %d tasks are done\n", done, tasks);
    fflush(NULL); /* the claim below may end the program */
    assert(done == tasks);
    return 0;
}
