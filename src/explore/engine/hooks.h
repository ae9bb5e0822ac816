/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the engine asks of the hooks.
 */
#ifndef EXPLORE_ENGINE_HOOKS_H
#define EXPLORE_ENGINE_HOOKS_H

#include <time.h>

#include "explore/engine/engine.h"

void rwlock_init(void);
/* resume.h: who reads it (an object), and that again in a new execution. */
void rwlock_keep(uint32_t object);
void rwlock_put_back(uint32_t object);
/* A new execution begins. */
void hooks_reset(void);
/* resume.h: what these know of the current one. */
void hooks_keep(void);
void cond_keep(void);
void mutex_keep(void);
void barrier_keep(void);
void exit_keep(void);
void cond_reset(void);
void mutex_reset(void);
void barrier_reset(void);
void output_reset(void);
void exit_reset(void);
/* What the thread that ended the program may still have pointed to. */
void exit_each(void (*look)(const void *from, size_t size));
void clocks_reset(void);
uint64_t clocks_look(void); /* ns; time goes on by it */
void signals_install(void);
/* Of this process: a loop that makes no step is noticed, and the end of the budget. */
void signals_watch_time(void);
void signals_reset(void);
/* The running thread gets a signal; does not return if that ends the program. -1 with errno. */
int signals_deliver(int number, uint64_t where);
void key_reset(void);
void keys_each(const struct thread *thread, void (*look)(const void *from, size_t size));

/* Has it been signalled? Then woken_by says by which event. */
bool cond_may_wake(struct thread *thread);
/* Wake-ups without cause in this execution so far. */
uint32_t cond_wakeups(void);
/* Does it wait for a signal that was given when nobody waited? */
bool cond_was_missed(const struct thread *thread);
/* Which thread a signal woke in its place, without any use; or NOBODY. */
int32_t cond_thief(const struct thread *thread);
bool barrier_may_pass(struct thread *thread);
/* It is at a barrier again: has it been let pass meanwhile? Then woken_by says by which event. */
void barrier_look(struct thread *thread);

/* The thread returns `result`, or called pthread_exit. */
_Noreturn void thread_ends(struct thread *me, void *result);
/* exit(status), or main returns; `where` it was called, 0 main. */
_Noreturn void program_exits(int status, uint64_t where);
/* A signal ends the program. */
_Noreturn void program_killed(int number, uint64_t where);
void keys_destroy(struct thread *me);
_Noreturn void cleanup_unwind(struct thread *me, void *result);

/* What the current execution has printed to its standard output and error. */
const char *output_text(uint32_t *size, bool *is_cut, uint64_t *hash);

ALWAYS_INLINE struct op hook_op(enum op_type type, enum event_kind kind, const void *address,
                                uint64_t where)
{
    return (struct op){
        .type = type, .kind = kind, .address = (uint64_t)(uintptr_t)address, .where = where};
}

/* Another is refused by the C library and the kernel, with EINVAL. */
ALWAYS_INLINE bool hook_is_time(const struct timespec *time)
{
    return time->tv_nsec >= 0 && time->tv_nsec < 1000000000;
}

/* Adds a link that depends on all others to the object. */
struct object *hook_link(struct op *op, const void *address, enum object_tag tag);

#endif
