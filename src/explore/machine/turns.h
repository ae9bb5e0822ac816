/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads of the program as real threads, one of which has the turn; the others sleep in the
 * kernel. Slower than going from stack to stack, and possible everywhere.
 */
#ifndef EXPLORE_MACHINE_TURNS_H
#define EXPLORE_MACHINE_TURNS_H

#include "explore/engine/engine.h"

/* A real thread that sleeps until it is given something to do. */
struct turns_worker {
    uint64_t pointer; /* as context_pointer() */
    pthread_t handle;
    uintptr_t top; /* of what the program may use of the stack */
};

/* To be called once, in the process that the threads will live in. */
void turns_init(void);
/* Whoever has the turn runs on the core that this one runs on. */
void turns_stay_on_one_core(void);
/* Starts worker `index` on that stack, and waits until it sleeps. */
struct turns_worker turns_start(unsigned index, char *low, size_t size);
/* When the worker is next given the turn it begins at `entry`, and what it did is forgotten. */
void turns_begin(const struct thread *thread, void (*entry)(void));
/* Gives the turn to `to`, and returns when it comes back. */
void turns_switch(struct thread *from, const struct thread *to);
/* Gives the turn away for good. */
_Noreturn void turns_leave(const struct thread *to);
/* A signal for the process came to a thread that has not the turn: it was sent on. */
bool turns_pass_on(int number);

#endif
