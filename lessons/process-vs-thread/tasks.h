/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A task that may be a thread, a forked process, or a program started anew: so that all that is
 * measured here can be measured of each in the same way.
 */
#ifndef TASKS_H
#define TASKS_H

#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_TASKS 200

extern char **environ;

enum kind { THREAD, PROCESS, PROGRAM };

static const char *const kind_names[] = {"thread", "process", "fresh program"};

struct task {
    enum kind kind;
    pthread_t thread;
    pid_t pid;
};

static inline void die(const char *what)
{
    perror(what);
    exit(1);
}

/* Starts a task that calls `work`. A program cannot be told a function: it gets the argument
 * "nothing", and main ends at once. */
static inline struct task task_start(enum kind kind, void *(*work)(void *argument), void *argument)
{
    struct task task = {.kind = kind};
    char name[] = "program", word[] = "nothing";
    char *arguments[] = {name, word, NULL};
    switch (kind) {
    case THREAD:
        if (pthread_create(&task.thread, NULL, work, argument) != 0)
            die("pthread_create");
        break;
    case PROCESS:
        task.pid = fork();
        if (task.pid < 0)
            die("fork");
        if (task.pid == 0) {
            work(argument);
            _exit(0);
        }
        break;
    case PROGRAM:
        if (posix_spawn(&task.pid, "/proc/self/exe", NULL, NULL, arguments, environ) != 0)
            die("posix_spawn");
        break;
    }
    return task;
}

/* Waits for its end. */
static inline void task_join(const struct task *task)
{
    if (task->kind == THREAD)
        pthread_join(task->thread, NULL);
    else
        waitpid(task->pid, NULL, 0);
}

/* Argument i, a number from least to most, or the end of the program; without it the default. */
static inline int number(int argc, char **argv, int i, int without, int least, int most)
{
    if (argc <= i)
        return without;
    char *end;
    long value = strtol(argv[i], &end, 10);
    if (end == argv[i] || *end || value < least || value > most) {
        fprintf(stderr, "'%s' is not a number from %d to %d\n", argv[i], least, most);
        exit(2);
    }
    return (int)value;
}

#endif
