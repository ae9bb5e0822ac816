/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The conductor: the tutor as scheduler of real processes. The gate (event/ring.h) is closed for
 * all that processes share; the conductor waits until everybody stands there, or sleeps in the
 * kernel until another wakes him, or has ended; then one of those who stand there makes one step.
 *
 * Who it is, a plan says (plan.h). The same number is the same order of steps of the same program
 * as far as the kernel leaves it to us: which of several sleepers it wakes, and when a time is up,
 * it decides.
 *
 * This finds; it proves nothing.
 */
#ifndef CORE_RUN_CONDUCTOR_H
#define CORE_RUN_CONDUCTOR_H

#include <stdbool.h>
#include <stdint.h>

#include "core/run/gatekeeper.h"
#include "core/run/plan.h"

/* Somebody who could have gone on was put aside for another. */
struct conductor_switch {
    uint32_t from_pid, from_tid, to_pid, to_tid;
};

struct conductor;

/* All lent. The gate is closed from now on. */
struct conductor *conductor_new(const struct conductor_plan *plan, struct region *region,
                                struct gatekeeper *keeper);
void conductor_free(struct conductor *conductor); /* NULL is fine */
/* Lets one go if all others stand still. True: he was preferred to another, see *out. */
bool conductor_turn(struct conductor *conductor, uint64_t now_ns, struct conductor_switch *out);
/* Somebody was let go just now, and will most probably be back before a clock could tell. */
bool conductor_is_soon(const struct conductor *conductor, uint64_t now_ns);
/* Nobody stands at the gate, and all who are left sleep until another of them wakes them. */
bool conductor_is_stuck(const struct conductor *conductor);
struct conductor_length conductor_length(const struct conductor *conductor);

#endif
