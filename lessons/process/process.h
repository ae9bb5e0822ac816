/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A named process that calls one function: what Python's multiprocessing.Process is made of.
 *
 * start: a fork; the child calls the function and ends with what it returns. join: a wait for just
 * this child. The name is a label for people: the system itself only knows the number, the pid.
 */
#ifndef PROCESS_H
#define PROCESS_H

#define _GNU_SOURCE /* pthread_setname_np */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_WORKERS 9
#define MOST_MS      1000

struct process {
    char name[16]; /* as many as Linux keeps, with the 0 at the end */
    pid_t pid;
};

static inline void process_start(struct process *process, int number, int (*target)(int number))
{
    snprintf(process->name, sizeof(process->name), "Process-%d", number);
    process->pid = fork();
    if (process->pid < 0) {
        perror("fork");
        exit(1);
    }
    if (process->pid == 0) {
        pthread_setname_np(pthread_self(), process->name); /* what ps and top show */
        exit(target(number));
    }
}

/* Waits until it has ended. Its exit status, or -1 if a signal killed it. */
static inline int process_join(const struct process *process)
{
    int status;
    if (waitpid(process->pid, &status, 0) != process->pid) {
        perror("waitpid");
        exit(1);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A number from 1 to most, or the end of the program. */
static int number(const char *text, int most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "'%s' is not a number from 1 to %d\n", text, most);
        exit(2);
    }
    return (int)value;
}

#endif
