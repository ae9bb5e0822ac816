/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pipes between threads of the program, by descriptors that exist only here. State of the object:
 * how many bytes are in it, and whether its ends are open.
 *
 * What is written before is seen by who reads: reads come after all writes and closes before them.
 */
#ifndef EXPLORE_CALLS_PIPE_H
#define EXPLORE_CALLS_PIPE_H

#include "explore/engine/engine.h"

void pipe_reset(void);
/* Could an OP_FETCH, an OP_PUT of so many bytes, be done? */
bool pipe_could_fetch(int64_t state);
bool pipe_could_put(int64_t state, int64_t bytes);
/* write() to what is neither standard output nor error. */
ssize_t pipe_write(int fd, const void *bytes, size_t size, uint64_t where);

#endif
