/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each execution in a process of its own, which begins as the program was before main: for programs
 * whose state cannot be put back, because libraries or the kernel keep a part of it.
 */
#ifndef EXPLORE_MACHINE_FRESH_H
#define EXPLORE_MACHINE_FRESH_H

#include <stddef.h>

/* What the engine knows is shared with the processes from here on; to be called before any of it
 * is reserved. */
void fresh_share(void);
/* Runs it once, in a process of its own if that is the back end. What the engine learns in there
 * is known when it returns. */
void fresh_run(void (*run)(void));

#endif
