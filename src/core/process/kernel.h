/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The kernel's own account of who ran where and when: perf's context-switch records (for an
 * ordinary user, of his own processes), and where those are refused, samples of /proc.
 */
#ifndef CORE_PROCESS_KERNEL_H
#define CORE_PROCESS_KERNEL_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct kernel;

struct kernel_switch {
    uint64_t ns; /* CLOCK_MONOTONIC */
    uint32_t pid, tid;
    uint16_t cpu;
    bool is_in, is_preempted; /* preempted: switched out though it could have gone on */
};

/* Follows `pid` (held before its exec) and all it will start. Never NULL; see kernel_story(). */
struct kernel *kernel_follow(pid_t pid);
void kernel_free(struct kernel *kernel);
const char *kernel_story(const struct kernel *kernel);   /* "perf", "proc", or "" */
const char *kernel_why_not(const struct kernel *kernel); /* why it is not perf; "" */
/* Takes the next records; false when there is none now. Not sorted across cores. */
bool kernel_next(struct kernel *kernel, struct kernel_switch *out);
/* Records that did not fit. */
uint64_t kernel_lost(const struct kernel *kernel);

#endif
