/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A generator: a function that can pause (generator_yield) and is continued where it stopped
 * (generator_next). It has a stack of its own, so its variables stay, and nothing else: no thread.
 *
 * The switch from one stack to the other is swapcontext(3). POSIX dropped it in 2008, because its
 * makecontext cannot be declared properly in today's C. Linux still has it, and nothing simpler.
 */
#ifndef GENERATOR_H
#define GENERATOR_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>

#define GENERATOR_STACK 65536

struct generator {
    ucontext_t caller, own;
    void (*body)(void);
    char *stack;
    long value;
    bool is_over;
};

/* The one that runs now; NULL: none does. */
static struct generator *generator_running;

/* makecontext can only hand over ints; so the generator is found through generator_running. */
static void generator_begin(void)
{
    struct generator *me = generator_running;
    me->body();
    me->is_over = true;
    setcontext(&me->caller); /* not uc_link: who called last is known only now */
}

static inline void generator_init(struct generator *generator, void (*body)(void))
{
    *generator = (struct generator){.body = body, .stack = malloc(GENERATOR_STACK)};
    if (!generator->stack || getcontext(&generator->own) != 0) {
        perror("generator");
        exit(1);
    }
    generator->own.uc_stack.ss_sp = generator->stack;
    generator->own.uc_stack.ss_size = GENERATOR_STACK;
    makecontext(&generator->own, generator_begin, 0);
}

/* Continues it up to its next yield. False: it is over. */
static inline bool generator_next(struct generator *generator, long *value)
{
    if (generator->is_over)
        return false;
    struct generator *outer = generator_running; /* a generator may use another one */
    generator_running = generator;
    swapcontext(&generator->caller, &generator->own);
    generator_running = outer;
    *value = generator->value;
    return !generator->is_over;
}

/* Called by the body: gives a value to who called next, and pauses. */
static inline void generator_yield(long value)
{
    struct generator *me = generator_running;
    me->value = value;
    swapcontext(&me->own, &me->caller);
}

/* It need not be over. */
static inline void generator_release(struct generator *generator)
{
    free(generator->stack);
}

#endif
