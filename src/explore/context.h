/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stacks, and going from one to the other. Each thread borrows the thread-local storage of a parked
 * real thread: errno, __thread and pthread_self mean in it what they mean outside.
 */
#ifndef EXPLORE_CONTEXT_H
#define EXPLORE_CONTEXT_H

#include "explore/engine.h"

/* Bytes at the top of each stack that are not used. */
#define STACK_TOP 128

/* To be called once, on the process's first thread. */
void context_init(void);
/* Makes thread `index` ready to begin at `entry` on an empty stack, thread-local variables as at
 * the start of a program. */
void context_make(struct thread *thread, void (*entry)(void));
/* Saves the running thread in `from` and goes on with `to`. */
void context_switch(struct thread *from, struct thread *to);
/* Goes on with `to` and forgets where it came from. */
_Noreturn void context_leave(struct thread *to);

/* Is this address on some thread's stack? Its number, or NOBODY. */
int context_stack_of(uintptr_t address);

/* Is it one of the program's thread-local variables, of a thread other than `me`? */
bool context_is_others_local(uintptr_t address, const struct thread *me);

#endif
