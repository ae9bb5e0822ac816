/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small interpreter. Its instructions are those that Python makes of
 *
 *     for i in range(rounds):
 *         n += 1
 *
 * Whoever includes this says what take_lock() and give_lock() are: an interpreter holds the lock
 * while it interprets, and gives it up after every so many instructions, so that others may too.
 */
#ifndef INTERPRETER_H
#define INTERPRETER_H

#include <time.h>

#define MOST_TASKS 16 /* threads or processes */

enum operation {
    FOR_ITER,     /* the next round; after the last one, to the end */
    STORE_ROUND,  /* i = its number */
    LOAD_FAST,    /* push the variable of this thread alone */
    LOAD_GLOBAL,  /* push the variable of all threads */
    LOAD_CONST,   /* push a number */
    ADD,          /* pop two, push their sum */
    STORE_FAST,   /* pop into the variable of this thread alone */
    STORE_GLOBAL, /* pop into the variable of all threads */
    READ,         /* wait for the disk */
    JUMP,         /* go on at that instruction */
};

struct instruction {
    enum operation operation;
    long operand;
};

struct task {
    const struct instruction *program;
    long rounds;
    long interval; /* instructions until the lock is given up */
};

static long counter;           /* LOAD_GLOBAL and STORE_GLOBAL are about it */
static int keeps_lock_to_read; /* the mistake, on request: holds the lock while it waits */
static int switches_at_jumps;  /* gives the lock up at a JUMP only */

static void take_lock(void);
static void give_lock(void);

/* What a slow disk takes. It is the work itself. */
static void read_disk(void)
{
    struct timespec time = {0, 5000000};
    if (!keeps_lock_to_read)
        give_lock();
    nanosleep(&time, NULL);
    if (!keeps_lock_to_read)
        take_lock();
}

static inline void *interpret(void *argument)
{
    const struct task *task = argument;
    long stack[8], top = 0, round = 0, i = 0, fast = 0, at = 0, left = task->interval;
    take_lock();
    for (;;) {
        const struct instruction *instruction = &task->program[at++];
        switch (instruction->operation) {
        case FOR_ITER:
            if (round++ == task->rounds) {
                give_lock();
                return (void *)(i + fast);
            }
            break;
        case STORE_ROUND:
            i = round;
            break;
        case LOAD_FAST:
            stack[top++] = fast;
            break;
        case LOAD_GLOBAL:
            stack[top++] = counter;
            break;
        case LOAD_CONST:
            stack[top++] = instruction->operand;
            break;
        case ADD:
            top--;
            stack[top - 1] += stack[top];
            break;
        case STORE_FAST:
            fast = stack[--top];
            break;
        case STORE_GLOBAL:
            counter = stack[--top];
            break;
        case READ:
            read_disk();
            break;
        case JUMP:
            at = instruction->operand;
            break;
        }
        if (--left <= 0 && (!switches_at_jumps || instruction->operation == JUMP)) {
            give_lock();
            take_lock();
            left = task->interval;
        }
    }
}

#endif
