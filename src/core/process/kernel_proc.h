/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who runs where, from samples of /proc: the fallback of kernel.c where perf is refused. It sees
 * what is true at the moment of a sample, so switches between two samples are missed; that a
 * preemption took place in between is known from the kernel's own count.
 */
#ifndef CORE_PROCESS_KERNEL_PROC_H
#define CORE_PROCESS_KERNEL_PROC_H

#include "core/process/kernel.h"

struct kernel_proc;

struct kernel_proc *kernel_proc_follow(pid_t pid); /* NULL: no /proc, or it hides this process */
void kernel_proc_free(struct kernel_proc *proc);
/* Takes the next difference; when all are taken, false, and the next call takes a new sample. */
bool kernel_proc_next(struct kernel_proc *proc, struct kernel_switch *out);

#endif
