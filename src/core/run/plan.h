/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which of those who stand at the gate goes next. Plans are numbered:
 *
 *   0        whoever goes on goes on until he cannot, then the oldest
 *   1        the youngest first: a child before its parent
 *   2        one step each, in turn
 *   from 3   by turns: as 0, but whoever goes on is put aside once, each time at another of his
 *            steps (when all have been tried: for the youngest instead of the oldest; then twice);
 *            everybody is put aside at the same of his own steps, so that those who do the same
 *            all stand at the same place; and at random: everybody has a priority, which falls at
 *            two steps, or one in four is put aside for anybody
 *
 * The same number chooses the same of the same players. No clock, no randomness of its own.
 */
#ifndef CORE_RUN_PLAN_H
#define CORE_RUN_PLAN_H

#include "core/run/standing.h"

/* How long a run was. */
struct conductor_length {
    unsigned choices; /* how often somebody who could go on might have been put aside for another */
    unsigned own;     /* the most steps that one of them made */
};

struct conductor_plan {
    unsigned number;
    struct conductor_length length; /* of plan 0 with this program; zero for plan 0 itself */
};

/* A plan and how far it has got. */
struct planner {
    struct conductor_plan plan;
    unsigned choices, falls;
};

/* Of the players seen at the gate; NULL: there is none. `in_a_row`: steps of the current one
 * without another's between. */
struct player *plan_choose(struct planner *planner, struct standing *standing, unsigned in_a_row);

#endif
