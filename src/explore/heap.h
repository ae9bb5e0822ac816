/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program's heap: one arena a thread, so that what one thread allocates does not move what
 * another gets. Nothing is used twice in an execution, so that a use after free is always seen.
 */
#ifndef EXPLORE_HEAP_H
#define EXPLORE_HEAP_H

#include "explore/engine.h"

void heap_init(void);
void heap_reset(void);
/* Is it on the heap? Then *block is the start of its block, 0 if that is freed or there is none. */
bool heap_block(uintptr_t address, uint64_t *block);

#endif
