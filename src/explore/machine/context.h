/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stacks, and going from one to the other. Each thread has the thread-local storage of a real one:
 * errno, __thread and pthread_self mean in it what they mean outside. Either it borrows it from a
 * real thread that is parked for good, or it is that real thread (turns.c).
 */
#ifndef EXPLORE_MACHINE_CONTEXT_H
#define EXPLORE_MACHINE_CONTEXT_H

#include <ucontext.h>

#include "explore/engine/engine.h"
#include "explore/machine/machine.h"

/* Of a ucontext_t. */
#if MACHINE_ARM
#define PROGRAM_COUNTER(context) ((uint64_t)(context)->uc_mcontext.pc)
#define STACK_POINTER(context)   ((uint64_t)(context)->uc_mcontext.sp)
#elif MACHINE_X86
#define PROGRAM_COUNTER(context) ((uint64_t)(context)->uc_mcontext.gregs[REG_RIP])
#define STACK_POINTER(context)   ((uint64_t)(context)->uc_mcontext.gregs[REG_RSP])
#else
#define PROGRAM_COUNTER(context) ((void)(context), UINT64_C(0))
#define STACK_POINTER(context)   ((void)(context), UINT64_C(0))
#endif

/* Bytes at the top of each stack that are not used. */
#define STACK_TOP 128

/* To be called once, on the process's first thread. */
void context_init(void);
/* The process was forked: its only thread is the search's. */
void context_forget(void);
/* What a thread's own storage is found by; a constant distance from its thread-local variables. */
uint64_t context_pointer(void);
/* Makes thread `index` ready to begin at `entry` on an empty stack, thread-local variables as at
 * the start of a program. */
void context_make(struct thread *thread, void (*entry)(void));
/* Saves the running thread in `from` and goes on with `to`. */
void context_switch(struct thread *from, struct thread *to);
/* Goes on with `to` and forgets where it came from. */
_Noreturn void context_leave(struct thread *to);

/* Is this address on some thread's stack? Its number, or NOBODY. */
int context_stack_of(uintptr_t address);

/* Calls back for what a thread that is not running has on its stack and in the program's
 * thread-local variables. */
void context_each(const struct thread *thread, void (*look)(const void *from, size_t size));
/* The same for the running one: its stack from `frame` on; 0: none of it. */
void context_each_from(const struct thread *thread, uintptr_t frame,
                       void (*look)(const void *from, size_t size));

/* Have all threads the storage of the first, because nobody can tell? */
bool context_is_shared(void);

/* Is it one of the program's thread-local variables, of a thread other than `me`? */
bool context_is_others_local(uintptr_t address, const struct thread *me);

#endif
