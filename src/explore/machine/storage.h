/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Can the program tell one thread's storage from another's? To load the thread pointer costs more
 * than all else in going from one stack to another, so it is left alone where nobody looks.
 */
#ifndef EXPLORE_MACHINE_STORAGE_H
#define EXPLORE_MACHINE_STORAGE_H

#include <stdbool.h>

/* True unless it is certain that it cannot: it has no thread-local variables, and calls only what
 * is known to use none (not errno either). What inline assembly does is not seen. */
bool storage_is_used(void);

#endif
