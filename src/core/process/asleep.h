/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which threads sleep until another thread wakes them, as the kernel has it: in state S, in a futex
 * wait without a time limit (a mutex, a condition, a semaphore, a join end there), in a wait for a
 * child, or at a pipe that only they have ends of. A sleep, another read, a timed wait or a wait
 * for a signal ends by itself or from outside, so they are none of these.
 */
#ifndef CORE_PROCESS_ASLEEP_H
#define CORE_PROCESS_ASLEEP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct sleeper {
    uint32_t pid, tid;
    uint64_t
        switches; /* how often it has left a core: the same at two looks, and it slept between */
};

/* All threads of a program and of what it has started, if all of them sleep so. Zero is empty. */
struct asleep {
    struct sleeper *sleepers; /* as found, in no order */
    size_t count, capacity;
};

/* Looks at the process `first` and all that it has started, and at their children. True if every
 * thread sleeps until another of them wakes it, and no signal handler of the program's could; false
 * also where /proc does not tell. */
bool asleep_all(struct asleep *out, pid_t first);
/* Were these the same threads, none of which has run in between? */
bool asleep_are_same(const struct asleep *a, const struct asleep *b);
void asleep_release(struct asleep *asleep);

/* One thread. */
bool asleep_thread(struct sleeper *out, uint32_t pid, uint32_t tid);

enum asleep_nap {
    ASLEEP_NOT,
    ASLEEP_FOR_NOW,    /* until a time is up, or something comes from outside */
    ASLEEP_FOR_OTHERS, /* until another wakes it, or says something to it: a futex, a child, a pipe,
                          a socket, a queue, a signal; where nothing comes from outside */
    ASLEEP_GONE,       /* it has ended */
};

/* What one thread does now; its switches are known unless it is gone. */
enum asleep_nap asleep_look(struct sleeper *out, uint32_t pid, uint32_t tid);

#endif
