/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program's heap: one arena a thread, so that what one thread allocates does not move what
 * another gets. Nothing is used twice in an execution, so that a use after free is always seen.
 */
#ifndef EXPLORE_CALLS_HEAP_H
#define EXPLORE_CALLS_HEAP_H

#include "explore/engine/engine.h"

/* In front of each block's bytes. */
struct block {
    uint64_t size;      /* as asked for */
    uint64_t where;     /* it was asked for; once it is freed, by whom and where */
    struct block *next; /* leak.c: its bytes are still to be looked at */
    uint32_t mark;      /* leak.c: the execution at whose end it was reachable */
    uint8_t thread;     /* who asked for it */
    bool is_freed, is_known;
};

void heap_init(void);
void heap_reset(void);
/* resume.h */
void heap_keep(void);
/* In a new process none of it is there. */
void heap_forget(void);
/* Is it on the heap? Then *block is the start of its block, 0 if that is freed or there is none. */
bool heap_block(uintptr_t address, uint64_t *block);
/* If the address on the heap is in a block that was freed: that it is used, or freed again. */
bool heap_report_freed(uintptr_t address, bool is_again, uint64_t where);
/* The block that the address is in, if there is one that is not freed. */
struct block *heap_find(uintptr_t address);
/* Blocks that are not freed: how many there are; calls back for each, in the order of threads and
 * of their allocation. */
uint32_t heap_live(void);
void heap_each(void (*see)(struct block *block));

#endif
