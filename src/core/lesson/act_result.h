/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How an act's result comes about, run by run: the private half of act.c.
 */
#ifndef CORE_LESSON_ACT_RESULT_H
#define CORE_LESSON_ACT_RESULT_H

#include "core/lesson/act.h"

/* Of no run yet. */
struct act_result *act_result_new(const struct act_plan *plan);
/* The run is over: what it ended as, and all that was measured in it, is taken in. */
void act_result_add(struct act_result *result, struct run *run, const struct act_plan *plan);

#endif
