/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads that spin. A thread that comes by the same place again, with the same stack, and has
 * changed nothing, while nobody else has changed anything: it would go round for ever. It is put
 * aside until something that it looked at has another value. That leaves out nothing but more
 * rounds.
 */
#ifndef EXPLORE_SEARCH_SPIN_H
#define EXPLORE_SEARCH_SPIN_H

#include "explore/engine/engine.h"

void spin_reset(void);
/* resume.h */
void spin_keep(void);
/* The thread is about to begin, on an empty stack. */
void spin_prepare(const struct thread *thread);
void spin_settle(void);
/* The thread announces its op: settles what its last one changed, and puts it aside if it spins. */
void spin_look(struct thread *me);
/* The thread is about to do its op. */
void spin_before(const struct thread *thread);
/* Something has changed that is no state of an object: output, a token. */
void spin_changed(void);
/* A thread that is put aside: is there anything new? */
bool spin_is_over(const struct thread *thread);
/* The state of all memory and locks, as changed by steps. */
uint64_t spin_world(void);
/* A hash of the thread's stack, from the frame that called the hook upwards; 0: it is too much. */
uint64_t spin_stack(const struct thread *me);
/* The state of a link's object: of memory the whole word, of which the mask says what counts. */
int64_t spin_word(const struct link *link);
int64_t spin_mask(const struct link *link);

#endif
