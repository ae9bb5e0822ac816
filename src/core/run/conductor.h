/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The conductor: the tutor as scheduler of real processes. The gate (event/ring.h) is closed for
 * all that processes share; the conductor waits until everybody stands there, or sleeps in the
 * kernel until another wakes him, or has ended; then one of those who stand there makes one step.
 *
 * Who it is, a plan says. Plans are numbered, and the same number is the same order of steps of the
 * same program as far as the kernel leaves it to us: which of several sleepers it wakes, and when a
 * time is up, it decides.
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
 * This finds; it proves nothing.
 */
#ifndef CORE_RUN_CONDUCTOR_H
#define CORE_RUN_CONDUCTOR_H

#include <stdbool.h>
#include <stdint.h>

#include "core/run/gatekeeper.h"

/* How long a run was. */
struct conductor_length {
    unsigned choices; /* how often somebody who could go on might have been put aside for another */
    unsigned own;     /* the most steps that one of them made */
};

struct conductor_plan {
    unsigned number;
    struct conductor_length length; /* of plan 0 with this program; zero for plan 0 itself */
};

/* Somebody who could have gone on was put aside for another. */
struct conductor_switch {
    uint32_t from_pid, from_tid, to_pid, to_tid;
};

struct conductor;

/* All lent. The gate is closed from now on. */
struct conductor *conductor_new(const struct conductor_plan *plan, struct region *region,
                                struct gatekeeper *keeper);
void conductor_free(struct conductor *conductor); /* NULL is fine */
/* The trace says what this slot is about to do. */
void conductor_told(struct conductor *conductor, uint32_t slot, enum event_kind kind);
/* Lets one go if all others stand still. True: he was preferred to another, see *out. */
bool conductor_turn(struct conductor *conductor, uint64_t now_ns, struct conductor_switch *out);
/* Nobody stands at the gate, and all who are left sleep until another of them wakes them. */
bool conductor_is_stuck(const struct conductor *conductor);
struct conductor_length conductor_length(const struct conductor *conductor);

#endif
