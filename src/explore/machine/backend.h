/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How threads of the program take turns, and how an execution begins anew (enum verdict_backend).
 * The fastest that can work is chosen, and why it is not a faster one is said.
 */
#ifndef EXPLORE_MACHINE_BACKEND_H
#define EXPLORE_MACHINE_BACKEND_H

#include <stdbool.h>

#include "event/verdict.h"

extern enum verdict_backend backend;

/* To be called once, first of all: it says where the engine's memory lies. */
void backend_choose(void);

/* Real threads hand the turn on; else one thread goes from stack to stack. */
static inline bool backend_has_turns(void)
{
    return backend >= BACKEND_THREADS;
}

#endif
