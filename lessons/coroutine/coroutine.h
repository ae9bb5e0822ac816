/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Coroutines on an event loop, in one thread. A task is a function with a stack of its own. Where
 * it must wait it gives the core back (await_ms, await_turn), and the loop continues another one.
 *
 * How a stack is switched: see the lesson on generators (swapcontext, not in POSIX since 2008).
 */
#ifndef COROUTINE_H
#define COROUTINE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <ucontext.h>

#define MOST_TASKS 10000
#define TASK_STACK 32768

struct task {
    ucontext_t context;
    void (*body)(long);
    long argument;
    double due; /* when it wants to go on, in ms */
    bool is_over;
    char *stack;
};

static struct task *tasks[MOST_TASKS]; /* those that are not over */
static long task_count;
static struct task *task_running;
static ucontext_t loop_context;

static inline double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

static void task_begin(void)
{
    task_running->body(task_running->argument);
    task_running->is_over = true;
    setcontext(&loop_context);
}

/* A new task that will do body(argument); it begins when the loop runs. */
static inline void start(void (*body)(long), long argument)
{
    struct task *task = calloc(1, sizeof(*task));
    if (!task || !(task->stack = malloc(TASK_STACK)) || task_count == MOST_TASKS ||
        getcontext(&task->context) != 0) {
        fprintf(stderr, "cannot make a task\n");
        exit(1);
    }
    task->body = body;
    task->argument = argument;
    task->context.uc_stack.ss_sp = task->stack;
    task->context.uc_stack.ss_size = TASK_STACK;
    makecontext(&task->context, task_begin, 0);
    tasks[task_count++] = task;
}

/* In a task: let others run for so long. Nobody else calls it. */
static inline void await_ms(double milliseconds)
{
    struct task *me = task_running;
    me->due = now_ms() + milliseconds;
    swapcontext(&me->context, &loop_context);
}

/* In a task: let all others have a turn. */
static inline void await_turn(void)
{
    await_ms(0);
}

/* Lets all tasks run, each up to its next wait; sleeps only when all of them wait. */
static inline void loop_run(void)
{
    while (task_count > 0) {
        double earliest = tasks[0]->due;
        for (long i = 0; i < task_count; i++)
            if (tasks[i]->due < earliest)
                earliest = tasks[i]->due;
        double pause = earliest - now_ms();
        if (pause > 0) {
            struct timespec time = {(time_t)(pause / 1e3), (long)(pause * 1e6) % 1000000000};
            nanosleep(&time, NULL); /* a real loop would wait here for descriptors, too */
        }
        double now = now_ms();
        for (long i = 0; i < task_count;) {
            task_running = tasks[i];
            if (task_running->due <= now)
                swapcontext(&loop_context, &task_running->context);
            if (!task_running->is_over) {
                i++;
                continue;
            }
            free(task_running->stack);
            free(task_running);
            task_count--;
            for (long j = i; j < task_count; j++) /* keeps the order */
                tasks[j] = tasks[j + 1];
        }
    }
}

/* Argument i as a number from 1 to most, or `otherwise`; or the end of the program. */
static inline long number(int argc, char **argv, int i, long otherwise, long most)
{
    if (i >= argc)
        return otherwise;
    char *end;
    long value = strtol(argv[i], &end, 10);
    if (end == argv[i] || *end || value < 1 || value > most) {
        fprintf(stderr, "%s: '%s' is not a number from 1 to %ld\n", argv[0], argv[i], most);
        exit(2);
    }
    return value;
}

#endif
