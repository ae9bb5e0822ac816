/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Schedules: as text, "m3 a1 a=10 b2" (a letter for each thread and how many steps it makes, or '='
 * and the signal that arrives at it; "m@4": its 4th call that may fail does), and as the steps to
 * be made.
 */
#ifndef EXPLORE_SEARCH_SCHEDULE_H
#define EXPLORE_SEARCH_SCHEDULE_H

#include "explore/engine/engine.h"

extern uint32_t schedule_count; /* steps of the request's schedule */

/* The execution's schedule so far as text; empty if there is no room. */
void schedule_format(char *out, size_t size);
/* Takes the request's schedule. False: it is none. */
bool schedule_parse(const char *text);
/* Can its step engine.depth, which there must be, be made? */
bool schedule_can_go_on(void);
/* The thread that it wants next; NULL: it cannot go on. */
struct thread *schedule_next(void);

#endif
