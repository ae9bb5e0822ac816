/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads that go round together: livelock that changes something on its way. spin.h knows the
 * thread that goes round alone.
 */
#ifndef EXPLORE_SEARCH_ROUNDS_H
#define EXPLORE_SEARCH_ROUNDS_H

#include "explore/engine/engine.h"

void rounds_init(void);
void rounds_reset(void);
/* Something has changed that no comparison would show: what was seen before does not come again. */
void rounds_change(void);
/* The thread has announced what it does next, or is over. Ends the execution if all stands as it
 * stood before, and all who could go on since have done so. */
void rounds_look(const struct thread *me);

#endif
