/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fences around an answer. A checked program is made of two files: one that judges and one that is
 * judged. Both are in this process, and so is the engine. Where the tutor has put fences between
 * them (core/exercise/workshop.c), accesses by the answer's code are held to what is its business:
 *
 *   it writes     its own variables, the heap, stacks, and the other file's variables if it was
 *                 given their addresses
 *   it reads      the same, and what is not ours: neither the engine's memory nor the verdict, nor
 * the program's code
 *
 * The answer's variables and the other file's lie apart by gaps of random size, so that nobody can
 * go from one to the other without touching a gap or guessing its size; a gap belongs to nobody.
 * Of stacks only the program's frames are anybody's: not the engine's, where a thread is parked in
 * them or was called by them.
 * And each function returns to where it was called from, and a call through a pointer goes to the
 * beginning of a function of the program: the answer is compiled so that such calls pass by here.
 */
#ifndef EXPLORE_CALLS_FENCE_H
#define EXPLORE_CALLS_FENCE_H

#include "explore/engine/engine.h"

/* Looks for the fences; engine.has_fence. Once, before the first execution. */
void fence_find(void);
/* An access that the code at `where` is about to make. Does not return if it may not. */
void fence_look(uintptr_t address, unsigned flags, uint64_t where);

/* A function of the program begins, and ends: where it returns to must be the same. `frame` is the
 * frame pointer of the function. */
void fence_enter(const uintptr_t *frame);
void fence_leave(const uintptr_t *frame, uint64_t where);
/* It is about to be called through a pointer. Does not return if it is no function of the program.
 */
void fence_call(uintptr_t function, uint64_t where);
/* A format that stores how much was printed (%n) would write where the fence does not look. */
void fence_format(const char *format, uint64_t where);

#endif
