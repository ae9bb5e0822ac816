/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who descends from whom, and what they use, from /proc. Everything here is a look at something
 * that changes meanwhile: good enough to count by, never to be trusted for the end (only waitid()
 * saying ECHILD is).
 */
#ifndef CORE_PROCESS_KIN_H
#define CORE_PROCESS_KIN_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct pids {
    pid_t *list;
    size_t count, capacity;
};
void pids_release(struct pids *pids);

/* Appends the children of all threads of process `pid`. */
void kin_children(pid_t pid, struct pids *out);

struct kin_use {
    uint64_t tasks;    /* threads of all descendants; counting stops above `most_tasks` */
    uint64_t resident; /* bytes, pages shared among them counted for each */
};
/* What the descendants of `pid` use. */
struct kin_use kin_use(pid_t pid, uint64_t most_tasks);
/* The bytes resident, each page counted once. Slow: looks at every page table. */
uint64_t kin_resident(pid_t pid);

/* Threads of all processes on this machine; 0 not known. */
uint64_t kin_tasks(void);

#endif
