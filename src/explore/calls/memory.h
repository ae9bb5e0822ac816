/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Accesses of memory: which of them other threads can notice, and the step they are.
 */
#ifndef EXPLORE_CALLS_MEMORY_H
#define EXPLORE_CALLS_MEMORY_H

#include "explore/engine/engine.h"

/* The thread is about to access memory. Returns when it may. */
void memory_access(uintptr_t address, unsigned size, unsigned flags, enum event_kind kind,
                   uint64_t where);
/* The same of a range, word by word. */
void memory_range(const void *from, size_t size, bool writes, uint64_t where);

/* The value there, sign-extended; 0 if it is larger than 8 bytes. */
int64_t memory_peek(uint64_t address, unsigned size);

#endif
