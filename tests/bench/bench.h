/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the benches share: the producer's side, exactly as the probe has it, time, cores. A bench
 * prints lines "name value" for scripts/bench, which makes a table of them.
 */
#ifndef BENCH_H
#define BENCH_H

#include "../../src/probe/emit.c"
#include "../../src/probe/name.c"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/rseq.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

struct region *probe_region;

bool self_enter(void)
{
    return false;
}

void gate_wait(const struct say *say)
{
    (void)say;
}

static inline double now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* Puts the calling thread on the n-th of the cores that this process may use. */
static inline int cores(void)
{
    static cpu_set_t all;
    static int count;
    if (count == 0 && sched_getaffinity(0, sizeof(all), &all) == 0)
        count = CPU_COUNT(&all);
    return count;
}

static inline void pin(int n)
{
    static cpu_set_t all;
    if (CPU_COUNT(&all) == 0)
        (void)sched_getaffinity(getpid(), sizeof(all), &all);
    int wanted = n % CPU_COUNT(&all);
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
        if (CPU_ISSET(cpu, &all) && wanted-- == 0) {
            cpu_set_t one;
            CPU_ZERO(&one);
            CPU_SET(cpu, &one);
            (void)sched_setaffinity(0, sizeof(one), &one);
            return;
        }
}

static inline void join_region(void)
{
    struct self *me = &self;
    *me = (struct self){.tid = (uint32_t)syscall(SYS_gettid), .pid = (uint32_t)getpid()};
    int slot = ring_claim(probe_region, me->pid, me->tid);
    if (slot < 0)
        abort();
    me->ring = &probe_region->rings[slot];
    me->records = layout_records(probe_region, (uint32_t)slot);
    me->mask = layout_of(probe_region)->ring_events - 1;
    me->head = atomic_load(&me->ring->head);
    me->cpu = (const volatile uint32_t *)((char *)__builtin_thread_pointer() + __rseq_offset) + 1;
    me->state = SELF_ON;
}

static inline void leave_region(void)
{
    (void)emit_make_room(&self, 0);
    self.state = SELF_OFF;
    ring_leave(self.ring);
}

static inline int by_size(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return one < other ? -1 : one > other;
}

static inline double median(double *values, int n)
{
    qsort(values, (size_t)n, sizeof(*values), by_size);
    return values[n / 2];
}

#endif
