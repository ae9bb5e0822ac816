/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program's variables as they were before main, to be put back before each execution.
 */
#ifndef EXPLORE_MACHINE_SNAPSHOT_H
#define EXPLORE_MACHINE_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Takes it. */
void snapshot_take(void);
void snapshot_restore(void);
/* None of it is watched: it is copied whole. */
bool snapshot_is_small(void);
/* resume.h */
void snapshot_keep(void);
/* In a new process nothing was written to. */
void snapshot_forget(void);
/* Calls back for all of them that may have changed since. */
void snapshot_each(void (*look)(const void *from, size_t size));
/* The program wrote to `address` for the first time, which was not allowed: allows it if it is a
 * page of the snapshot. */
bool snapshot_fault(uintptr_t address);

#endif
