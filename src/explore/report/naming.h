/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What memory is called that is no global variable: the engine knows in whose frame it is, or which
 * words point to its block; what these are called in the source, the tutor reads in the program's
 * debug information (core/symbols/symbols_local.c). Only while an execution is told.
 */
#ifndef EXPLORE_REPORT_NAMING_H
#define EXPLORE_REPORT_NAMING_H

#include "explore/engine/engine.h"

/* A function of the program begins, and ends. `frame` is its frame pointer, `where` an address
 * inside of it. */
void naming_enter(const uintptr_t *frame, uint64_t where);
void naming_leave(const uintptr_t *frame);

/* Calls back with what may say how `address` is called, the best first: events K_LOCAL and
 * K_POINTED (event/kinds.h), of which kind, where, object, a, b and flags are set. None, if it has
 * been told for this address in this execution. */
void naming_tell(const struct thread *thread, uintptr_t address,
                 void (*tell)(const struct thread *thread, const struct event *event));

/* The same of a whole block that begins there: pointers to its beginning. It is told of under an
 * address of its own, as its first bytes have a name as well. */
void naming_tell_block(const struct thread *thread, uintptr_t block,
                       void (*tell)(const struct thread *thread, const struct event *event));
uint64_t naming_block(uintptr_t block);

#endif
